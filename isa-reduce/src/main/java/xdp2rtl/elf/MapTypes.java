package xdp2rtl.elf;

import java.util.Optional;
import xdp2rtl.btf.ValueType;

/// How a map's keys and values are to be read, as far as its object says it.
///
/// @param key nothing for global data, whose key says nothing
public record MapTypes(Optional<ValueType> key, ValueType value) {}
