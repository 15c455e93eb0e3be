package xdp2rtl.btf;

/// The part of a C name by which a program's type or enumerator is looked for among others: without a flavour, three
/// underscores and what follows them, by which a program tells its own views of one type apart
/// (`bpf_core_essential_name_len` of libbpf).
final class EssentialName {
    private static final String SEPARATOR = "___";

    private EssentialName() {}

    /// The name up to its last separator that stands between characters other than underscores.
    static String of(String name) {
        for (int at = name.length() - SEPARATOR.length() - 1; at > 0; at--) {
            if (name.startsWith(SEPARATOR, at) && name.charAt(at - 1) != '_'
                    && name.charAt(at + SEPARATOR.length()) != '_') {
                return name.substring(0, at);
            }
        }
        return name;
    }
}
