package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;

class BoardGeneratorTest {
    @Test void theSameBoardGivesTheSameBytes() {
        for (var board : Board.ALL) assertEquals(Tool.folder(board), Tool.folder(board));
    }

    @Test void verilogHasNoLongLinesAndEveryFileNamesItsLicence() {
        for (var board : Board.ALL) {
            Tool.folder(board).forEach((path, text) -> {
                if (path.equals("README.md") || path.endsWith(".json") || path.startsWith("shell/")) return;
                assertTrue(text.contains("SPDX-License-Identifier: Apache-2.0"), board.name() + ": " + path);
                if (!path.endsWith(".v")) return;
                for (var line : text.lines().toList()) assertTrue(line.length() <= 120, path + ": " + line);
            });
        }
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
                    .map(Map.Entry::getValue).toList());
            for (var path : files.keySet()) {
                if (!path.endsWith(".v") || path.startsWith("shell/")
                        || path.contains("address_map"))
                    continue;
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
        for (var name : List.of("axis", "netfpga-sume")) {
            var board = Tool.folder(Board.named(name));
            var table = board.get("registers.md");
            var header = board.get("xdp2rtl_registers.h");
            for (var register : ControlRegister.values()) {
                var row = "| 0x%03x | `%s` | %d |".formatted(register.offset(), register, register.count());
                assertTrue(table.contains(row) && table.contains(" | " + register.meaning() + " |\n"), row);
                assertTrue(header.contains("#define XDP2RTL_%s 0x%03x\n".formatted(register, register.offset())));
            }
            for (var register : BoardRegister.values()) {
                assertEquals(!name.equals("axis"),
                        table.contains("| `%s` | %d |".formatted(register, register.count())),
                        "the core alone has no ports");
                assertEquals(!name.equals("axis"),
                        header.contains("#define XDP2RTL_%s 0x%03x\n".formatted(register, register.offset())));
            }
        }
    }

    @Test void theHeaderIsC(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("registers.h"),
                Tool.folder(Board.named("corundum-au50")).get("xdp2rtl_registers.h"));
        var names = Files.readAllLines(file).stream().filter(line -> line.matches("#define \\w+ .*"))
                .map(line -> line.split(" ")[1]).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), "a name is defined twice");
        var compiler = new ProcessBuilder("g++", "-x", "c", "-Wall", "-Werror", "-fsyntax-only", file.toString())
                .inheritIO().start();
        assertEquals(0, compiler.waitFor());
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
