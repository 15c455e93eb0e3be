package xdp2rtl.linux;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A helper function of Linux, supported or not. Source: `enum bpf_func_id` of Linux 6.18, include/uapi/linux/bpf.h.
public sealed interface HelperId permits Helper, UnsupportedHelper {
    /// All of the kernel's, by number, from 1 on.
    List<HelperId> ALL = Stream.<HelperId>concat(Helper.ofLinux().stream(), Stream.of(UnsupportedHelper.values()))
            .sorted(Comparator.comparingInt(HelperId::number)).toList();

    /// The number in the call instruction's immediate.
    int number();

    /// The kernel's name without its `bpf_` prefix, such as `map_lookup_elem`.
    String text();

    /// The helper of a number of the kernel's; nothing for numbers that are not known here.
    static Optional<HelperId> of(int number) {
        return number >= 1 && number <= ALL.size() ? Optional.of(ALL.get(number - 1)) : Optional.empty();
    }

    /// The helper of such a [#text].
    static Optional<HelperId> named(String text) {
        return ALL.stream().filter(helper -> helper.text().equals(text)).findFirst();
    }

    /// What messages call the helper of a number.
    static String text(int number) {
        return of(number).map(HelperId::text).orElse("number " + number);
    }
}
