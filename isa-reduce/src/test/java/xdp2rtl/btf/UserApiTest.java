package xdp2rtl.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/// The user-space API's types as data, against the types of the running kernel, which never change theirs but by
/// adding.
class UserApiTest {
    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    @Test void hasTheStructsOfTheRunningKernel() {
        assertTrue(Files.exists(KERNEL), KERNEL + " is missing: run this on a kernel with CONFIG_DEBUG_INFO_BTF");
        Btf kernel = BtfFile.read(KERNEL);
        int compared = 0;
        for (String name : UserApi.structs()) {
            for (int theirs : kernel.named(name)) {
                if (kernel.type(theirs) instanceof BtfType.Composite composite && composite.name().equals(name)) {
                    int own = UserApi.TYPES.named(name).getFirst();
                    assertEquals(text(kernel, theirs), text(UserApi.TYPES, own), name);
                    compared++;
                }
            }
        }
        assertTrue(compared > 35, compared + " of " + UserApi.structs().size());
    }

    @Test void hasTheEnumerators() {
        for (String name : List.of("bpf_func_id", "bpf_map_type", "xdp_action")) {
            Btf kernel = BtfFile.read(KERNEL);
            assertEquals(values(kernel, kernel.named(name).getFirst()),
                    values(UserApi.TYPES, UserApi.TYPES.named(name).getFirst()));
        }
    }

    private static String values(Btf btf, int type) {
        return ((BtfType.Enumeration) btf.type(type)).values().stream().map(value -> value.name() + "=" + value.value())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// All members by name, place and size; the members of those that have none among their own.
    private static String text(Btf btf, int type) {
        var lines = new ArrayList<String>();
        members(btf, type, 0, "", lines);
        return btf.size(type) + " bytes\n" + String.join("\n", lines);
    }

    private static void members(Btf btf, int type, long at, String path, List<String> lines) {
        for (BtfType.Member member : ((BtfType.Composite) btf.resolve(type)).members()) {
            long bit = at + member.bitOffset();
            String name = member.name().isEmpty() ? path : path + "." + member.name();
            if (btf.resolve(member.type()) instanceof BtfType.Composite) {
                members(btf, member.type(), bit, name, lines);
            } else {
                lines.add(
                        "%s at bit %d, %d bytes, %d bits".formatted(name, bit, btf.size(member.type()), member.bits()));
            }
        }
    }
}
