package xdp2rtl.cli.common;

import java.util.Iterator;
import xdp2rtl.isa.CoreConfig;

/// The names that `--core` takes, for completion.
final class CoreNames implements Iterable<String> {
    @Override public Iterator<String> iterator() {
        return CoreConfig.NAMED.stream().map(CoreConfig::name).iterator();
    }
}
