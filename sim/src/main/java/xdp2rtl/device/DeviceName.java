package xdp2rtl.device;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xdp2rtl.boards.RegisterWindow;
import xdp2rtl.diagnostic.InputError;

/// What `--device` names.
public sealed interface DeviceName {

    /// Forms, for help and messages.
    String FORMS =
            "pci:0000:03:00.0[@bar2+0x100000], corundum:/dev/mqnic0[@0x0], sume:nf0[@0x44020000] or sim:[SOCKET]";

    /// A function on the PCI bus.
    ///
    /// @param address `DDDD:BB:DD.F`, lower case
    /// @param window  where the registers are, if the user says it
    record Pci(String address, Optional<Window> window) implements DeviceName {
        @Override public String toString() {
            return "pci:" + address + window.map(it -> "@" + it).orElse("");
        }
    }

    /// A place in a BAR.
    record Window(int bar, long offset) implements Comparable<Window> {
        @Override public int compareTo(Window other) {
            return Comparator.comparingInt(Window::bar).thenComparingLong(Window::offset).compare(this, other);
        }

        @Override public String toString() { return "bar%d+0x%x".formatted(bar, offset); }
    }

    /// Corundum's driver.
    ///
    /// @param offset of the registers in the application's region, bytes
    record Corundum(Path file, long offset) implements DeviceName {
        @Override public String toString() {
            return "corundum:" + file + (offset == 0 ? "" : "@0x%x".formatted(offset));
        }
    }

    /// A network interface of NetFPGA-SUME's driver.
    ///
    /// @param address of the registers on the shell's bus, 32 bits
    record Sume(String networkInterface, long address) implements DeviceName {
        @Override public String toString() {
            return "sume:" + networkInterface
                    + (address == RegisterWindow.SUME.address() ? "" : "@0x%x".formatted(address));
        }
    }

    /// A simulated board.
    ///
    /// @param socket where it listens; the user's own place, if none is given
    record Simulated(Path socket) implements DeviceName {
        /// Where the user's own simulated board listens.
        public static Simulated ofUser() { return new Simulated(UserPlace.socket()); }

        @Override public String toString() { return "sim:" + socket; }
    }

    Pattern PCI = Pattern.compile("(?:([0-9a-f]{4}):)?([0-9a-f]{2}:[01][0-9a-f]\\.[0-7])(?:@bar([0-5])\\+(.+))?");

    /// What Linux takes as the name of a network interface: at most 15 bytes, and no path of sysfs.
    Pattern INTERFACE = Pattern.compile("(?!\\.{1,2}$)[\\p{Graph}&&[^/:@]]{1,15}");

    /// @throws InputError if it is none of the [#FORMS]
    static DeviceName parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "pci" -> pci(text, rest.toLowerCase(Locale.ROOT));
            case "corundum" -> corundum(text, rest);
            case "sume" -> sume(text, rest);
            case "sim" ->
                rest.isEmpty() ? Simulated.ofUser() : new Simulated(Path.of(rest).toAbsolutePath().normalize());
            default -> throw wrong(text, "there is no such kind of device");
        };
    }

    private static DeviceName pci(String text, String rest) {
        Matcher it = PCI.matcher(rest);
        if (!it.matches()) { throw wrong(text, "this is no address on the PCI bus"); }
        String domain = Optional.ofNullable(it.group(1)).orElse("0000");
        Optional<Window> window = Optional.ofNullable(it.group(3))
                .map(bar -> new Window(Integer.parseInt(bar), offset(text, it.group(4))));
        return new Pci(domain + ":" + it.group(2), window);
    }

    private static DeviceName corundum(String text, String rest) {
        int at = rest.lastIndexOf('@');
        String file = at < 0 ? rest : rest.substring(0, at);
        if (file.isEmpty()) { throw wrong(text, "the driver's file is missing"); }
        return new Corundum(Path.of(file), at < 0 ? 0 : offset(text, rest.substring(at + 1)));
    }

    private static Sume sume(String text, String rest) {
        int at = rest.lastIndexOf('@');
        String networkInterface = at < 0 ? rest : rest.substring(0, at);
        if (!INTERFACE.matcher(networkInterface).matches()) {
            throw wrong(text, "`%s` is no name of a network interface".formatted(networkInterface));
        }
        long address = at < 0 ? RegisterWindow.SUME.address() : offset(text, rest.substring(at + 1));
        if (address + Device.WINDOW > 1L << 32) { throw wrong(text, "the shell's bus has addresses of 32 bits"); }
        return new Sume(networkInterface, address);
    }

    private static long offset(String text, String number) {
        long offset;
        try {
            offset = Long.decode(number);
        } catch (NumberFormatException _) {
            throw wrong(text, "`%s` is no number".formatted(number));
        }
        if (offset < 0 || offset % 4 != 0) { throw wrong(text, "`%s` is no offset of words".formatted(number)); }
        return offset;
    }

    private static InputError wrong(String text, String what) {
        return new InputError("--device " + text, what, "", "Devices are " + FORMS);
    }
}
