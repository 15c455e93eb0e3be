package xdp2rtl.elf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import xdp2rtl.btf.TargetTypes;
import xdp2rtl.diagnostic.InputError;

/// What is decided when an object is loaded, in Linux by the program that loads it and by the kernel that it is loaded
/// into.
///
/// @param types         of the kernel, from which CO-RE relocations are answered
/// @param configuration of the kernel
/// @param variables     of the object by name (`nr_queues`, `limits.rate`, `ports[2]`): what they hold, as text that is
///                      read by their types
/// @param data          what sections of global data hold (`.rodata`), before `variables`
/// @param entries       max_entries of maps by name
/// @param entriesIfNone the same for maps of which the object leaves it open; 0 if that is not known
/// @param names         the programs or maps that a map of such is given at the start, by the map's name; empty if
/// nobody says
/// @param egressIfindex the interface that the entry of a device map sends to whose program is run
public record LoadSettings(TargetTypes types, KernelConfiguration configuration, Map<String, String> variables,
        Map<String, Bytes> data, Map<String, Integer> entries, ToIntFunction<String> entriesIfNone,
        Function<String, Optional<List<String>>> names, int egressIfindex) {
    /// The loopback device.
    public static final int DEFAULT_EGRESS = 1;

    /// All as the object says.
    public static final LoadSettings NONE = new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE,
            Map.of(), Map.of(), Map.of(), _ -> 0);

    /// With maps of programs and of maps as the object says, and the loopback device behind entries of device maps.
    public LoadSettings(TargetTypes types, KernelConfiguration configuration, Map<String, String> variables,
            Map<String, Bytes> data,
            Map<String, Integer> entries, ToIntFunction<String> entriesIfNone) {
        this(types, configuration, variables, data, entries, entriesIfNone, _ -> Optional.empty(), DEFAULT_EGRESS);
    }

    /// The same with other values of variables.
    public LoadSettings withVariables(Map<String, String> others) {
        return new LoadSettings(types, configuration, others, data, entries, entriesIfNone, names, egressIfindex);
    }

    public LoadSettings {
        variables = Map.copyOf(variables);
        data = Map.copyOf(data);
        entries = Map.copyOf(entries);
        if (egressIfindex < 1) {
            throw new InputError("--egress-ifindex", "there is no interface " + egressIfindex, "", "Give 1 or more");
        }
    }
}
