package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;

class BoardGeneratorTest {
    @Test void theSameBoardGivesTheSameBytes() {
        for (var board : Board.ALL) assertEquals(Tool.folder(board), Tool.folder(board));
    }

    @Test void everyFolderSaysHowItIsBuiltAndThatNobodyHas() {
        for (var board : Board.ALL) {
            var readme = Tool.folder(board).get("README.md");
            assertTrue(readme.contains("**Not built**") && readme.contains(board.shell().tool())
                    && readme.contains("## Build"), board.name());
        }
    }

    @Test void theShellsBuildIsGivenEveryFile() {
        for (var board : Board.ALL) {
            var files = Tool.folder(board);
            var lists = String.join("\n", files.entrySet().stream()
                    .filter(file -> file.getKey().matches(".*\\.(tcl|sh)"))
                    .map(java.util.Map.Entry::getValue).toList());
            for (var path : files.keySet()) {
                if (!path.endsWith(".v") || path.startsWith("shell/")
                        || path.contains("address_map")) continue;
                assertTrue(lists.contains(path.substring(path.lastIndexOf('/') + 1)), board.name() + ": "
                        + path);
                assertTrue(files.get("xdp2rtl.core").contains("- " + path + "\n"), board.name() + ": "
                        + path);
            }
        }
    }

    @Test void ourModulesKeepApartFromTheShells() {
        for (var board : Board.ALL) {
            Tool.folder(board).forEach((path, text) -> {
                if (!path.endsWith(".v") || path.startsWith("shell/") || path.contains("address_map")) return;
                var name = VerilogModule.of(text).name();
                assertTrue(name.startsWith("xdp2rtl_") || name.equals("mqnic_app_block"), name);
                assertTrue(path.endsWith("/" + name + ".v"), path);
            });
        }
    }

    @Test void theRegisterMapHasEveryRegisterOnce() {
        var board = Tool.folder(Board.named("axis"));
        for (var register : ControlRegister.values()) {
            var row = "| 0x%03x | `%s` |".formatted(register.offset(), register);
            assertTrue(board.get("registers.md").contains(row), row);
            assertTrue(board.get("xdp2rtl_registers.h").contains("#define XDP2RTL_%s 0x%03x\n"
                    .formatted(register, register.offset())));
        }
    }

    @Test void boardRegistersLieWhereTheCoreHasNone() {
        var taken = new HashSet<Integer>();
        for (var register : ControlRegister.values()) {
            for (int i = 0; i < register.count(); i++) taken.add(register.offset(i));
        }
        for (var register : BoardRegister.values()) {
            for (int i = 0; i < register.count(); i++) {
                int address = register.offset() + 4 * i;
                assertTrue(address >= 0x200 && address < 0x400 && taken.add(address), register + " at "
                        + Integer.toHexString(address));
            }
        }
    }

    @Test void anUnknownBoardIsAnInputErrorThatListsTheKnownOnes() {
        var error = assertThrows(InputError.class, () -> Board.named("netfpga"));
        assertTrue(error.getMessage().contains("netfpga-sume")
                && error.getMessage().contains("opennic-au45n"), error.getMessage());
    }
}
