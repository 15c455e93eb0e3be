package xdp2rtl.network;

import java.nio.file.Path;
import java.util.List;

/// Linux itself: the program is attached to veth devices in a namespace, their other ends are the interfaces of the
/// other namespaces.
final class LinuxWorld extends World {
    /// @param namespaces the last is where the program runs
    LinuxWorld(Path folder, List<String> namespaces) {
        super(folder, "none", namespaces);
        shell.run("mkdir -p $DIR/bpf && mount -t bpf bpf $DIR/bpf");
    }

    /// A pair of devices: one in the program's namespace, the other where packets come from.
    void connect(String own, int ifindex, String program, String other, String namespace) {
        shell.run("ip -n %s link add %s index %d type veth peer name %s netns %s && ip -n %s link set %s up"
                .formatted(program, own, ifindex, other, namespace, program, own));
    }

    void load(String object) {
        shell.run("bpftool prog load %s $DIR/bpf/program pinmaps $DIR/bpf".formatted(object));
    }

    void attach(String program, String device) {
        shell.run("ip netns exec %s bpftool net attach xdpgeneric id $(%s) dev %s".formatted(program,
                id("prog", "program"), device));
    }

    private static String id(String kind, String pin) {
        return "bpftool %s show pinned $DIR/bpf/%s | sed -n '1s/:.*//p'".formatted(kind, pin);
    }

    /// Interfaces are looked up in the namespace of who writes a device map.
    void update(String program, String map, String entry) {
        shell.run("ip netns exec %s bpftool map update id $(%s) %s".formatted(program, id("map", map), entry));
    }

    /// @param updates what follows `map update pinned MAP` of bpftool, a line each
    void fill(String map, List<String> updates) {
        var batch = new StringBuilder();
        updates.forEach(update -> batch.append("map update pinned $DIR/bpf/%s %s\n".formatted(map, update)));
        shell.run("cat > $DIR/batch <<END\n%sEND\nbpftool batch file $DIR/batch".formatted(batch));
    }

    @Override String dump(String map) {
        return shell.run("bpftool -j map dump pinned $DIR/bpf/" + map);
    }

    @Override void end() {
        shell.run("umount $DIR/bpf");
    }
}
