package xdp2rtl.btf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.linux.XdpAction;

/// The types of Linux's user-space API that XDP programs meet: structs from `user_api.h` beside this class,
/// enumerations from what this project knows of Linux as data.
final class UserApi {
    private static final Set<MapType> REPLACED =
            Set.of(UnsupportedMap.CGROUP_STORAGE, UnsupportedMap.PERCPU_CGROUP_STORAGE);

    static final Btf TYPES = types();

    private UserApi() {}

    private static Btf types() {
        var types = new StructDeclarations(text()).types();
        types.add(enumeration("xdp_action", Stream.of(XdpAction.values())
                .map(action -> new BtfType.Enumerator(action.text(), action.number()))));
        types.add(enumeration("bpf_func_id", Stream.concat(
                HelperId.ALL.stream()
                        .map(helper -> new BtfType.Enumerator("BPF_FUNC_" + helper.text(), helper.number())),
                Stream.of(new BtfType.Enumerator("BPF_FUNC_unspec", 0),
                        new BtfType.Enumerator("__BPF_FUNC_MAX_ID", HelperId.ALL.size() + 1)))));
        types.add(enumeration("bpf_map_type", Stream.concat(MapType.ALL.stream().flatMap(UserApi::mapType),
                Stream.of(new BtfType.Enumerator("__MAX_BPF_MAP_TYPE", MapType.ALL.size())))));
        return Btf.of("the user-space API of Linux 6.18", types);
    }

    /// Its number has a second name where Linux replaced the type.
    private static Stream<BtfType.Enumerator> mapType(MapType type) {
        String name = "BPF_MAP_TYPE_" + type.text().toUpperCase(Locale.ROOT);
        return Stream.of("", "_DEPRECATED").filter(end -> end.isEmpty() || REPLACED.contains(type))
                .map(end -> new BtfType.Enumerator(name + end, type.number()));
    }

    private static BtfType enumeration(String name, Stream<BtfType.Enumerator> values) {
        return new BtfType.Enumeration(name, Integer.BYTES, false, values.toList());
    }

    private static String text() {
        try (var stream = UserApi.class.getResourceAsStream("user_api.h")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The structs of a header, for tests.
    static List<String> structs() {
        var names = new ArrayList<String>();
        for (BtfType type : TYPES.types()) {
            if (type instanceof BtfType.Composite && !type.name().isEmpty()) {
                names.add(type.name());
            }
        }
        return names;
    }
}
