package xdp2rtl.core.part;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// Connects bundles of ports, which are records, name by name.
public final class Ports {
    private Ports() {}

    /// Connects what both bundles have: an output drives an input. Where both are inputs or both are outputs, `one`
    /// belongs to the component around that of `other`: its inputs drive, its outputs follow.
    public static void join(Record one, Record other) {
        var others = Arrays.stream(other.getClass().getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, component -> component));
        int joined = 0;
        for (var component : one.getClass().getRecordComponents()) {
            var match = others.get(component.getName());
            if (match == null) continue;
            join(port(one, component), port(other, match));
            joined++;
        }
        if (joined == 0) throw new IllegalArgumentException(one + " and " + other + " have no port in common");
    }

    private static void join(Bits one, Bits other) {
        switch (one) {
            case In in when other instanceof Out out -> in.assign(out);
            case Out out when other instanceof Out inner -> out.assign(inner);
            case Bits value when other instanceof In in -> in.assign(value);
            default -> throw new IllegalArgumentException(one + " and " + other + " are not two ports");
        }
    }

    private static Bits port(Record bundle, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return switch (accessor.invoke(bundle)) {
                case Bits bits -> bits;
                case Choice<?> choice -> choice.bits();
                case Object other -> throw new IllegalArgumentException(component + " is no port: " + other);
            };
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
