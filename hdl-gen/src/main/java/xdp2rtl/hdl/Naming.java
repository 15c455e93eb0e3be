package xdp2rtl.hdl;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Gives signals, memories and children the names of the fields that hold them.
///
/// A field `pushValid` is `push_valid`; element 2 of an array or a list `lane` is `lane_2`; component `ready`
/// of a record `sink` is `sink_ready`; the value of key `ADD` in a map `unit` is `unit_add`; what an
/// `Optional` holds has the name of the field.
final class Naming {
    private Naming() {}

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /// Reserved words of Verilog and SystemVerilog in lower case that could be mistaken for names, and our
    /// own two.
    private static final Set<String> RESERVED =
            Set.of(("clk rst unused_ok unused_checks accept_on alias always always_comb always_ff always_latch and "
                    + "assert assign assume automatic before begin bind bins binsof bit break buf bufif0 bufif1 "
                    + "byte case casex casez cell chandle checker class clocking cmos config const constraint "
                    + "context continue cover covergroup coverpoint cross deassign default defparam design disable "
                    + "dist do edge else end endcase endchecker endclass endclocking endconfig endfunction "
                    + "endgenerate endgroup endinterface endmodule endpackage endprimitive endprogram endproperty "
                    + "endsequence endspecify endtable endtask enum event eventually expect export extends extern "
                    + "final first_match for force foreach forever fork forkjoin function generate genvar global "
                    + "highz0 highz1 if iff ifnone ignore_bins illegal_bins implements implies import incdir "
                    + "include initial inout input inside instance int integer interconnect interface intersect "
                    + "join join_any join_none large let liblist library local localparam logic longint macromodule "
                    + "matches medium modport module nand negedge nettype new nexttime nmos nor noshowcancelled not "
                    + "notif0 notif1 null or output package packed parameter pmos posedge primitive priority "
                    + "program property protected pull0 pull1 pulldown pullup pulsestyle_ondetect "
                    + "pulsestyle_onevent pure rand randc randcase randsequence rcmos real realtime ref reg "
                    + "reject_on release repeat restrict return rnmos rpmos rtran rtranif0 rtranif1 s_always "
                    + "s_eventually s_nexttime s_until s_until_with scalared sequence shortint shortreal "
                    + "showcancelled signed small soft solve specify specparam static string strong strong0 strong1 "
                    + "struct super supply0 supply1 sync_accept_on sync_reject_on table tagged task this throughout "
                    + "time timeprecision timeunit tran tranif0 tranif1 tri tri0 tri1 triand trior trireg type "
                    + "typedef union unique unique0 unsigned until until_with untyped use uwire var vectored "
                    + "virtual void wait wait_order wand weak weak0 weak1 while wildcard wire with within wor xnor "
                    + "xor").split(" "));

    /// A name as Verilog and our own rules want it.
    static String checked(String name) {
        return checked(name, Where.caller());
    }

    /// As {@link #checked(String)}, for something that was declared at `where`.
    static String checked(String name, Where where) {
        if (!NAME.matcher(name).matches()) {
            throw new HdlError(where, "name " + name + ": a name is lower case, digits and single "
                    + "underscores, and starts with a letter");
        }
        if (RESERVED.contains(name)) {
            throw new HdlError(where, "name " + name + ": reserved in Verilog or by this library; take "
                    + "another");
        }
        return name;
    }

    /// `pushValid` as `push_valid`, `AXIBus` as `axi_bus`.
    static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /// Names everything that the fields of `component` hold.
    static void apply(Component component) {
        for (var type : hierarchy(component.getClass())) {
            for (var field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) continue;
                name(component, snake(field.getName()), doc(field), value(field, component));
            }
        }
        checkAll(component);
    }

    /// Complains about what has no name.
    static void checkAll(Component component) {
        var body = component.body();
        for (var signal : body.signals()) {
            if (signal.name().isEmpty()) {
                throw new HdlError(signal.where(), signal + " of " + component.moduleName()
                        + ": no field holds it; make it a field, or give its name in logic()");
            }
        }
        for (var memory : body.memories()) {
            if (memory.name().isEmpty()) {
                throw new HdlError(memory.where(), memory + " of " + component.moduleName()
                        + ": no field holds it; make it a field");
            }
        }
        for (var child : body.children()) {
            if (child.instanceName().isEmpty()) {
                throw new HdlError(child.where(), "use: no field of " + component.moduleName()
                        + " holds the child " + child.moduleName() + "; make it a field");
            }
        }
    }

    private static List<Class<?>> hierarchy(Class<?> type) {
        var types = new ArrayList<Class<?>>();
        for (Class<?> t = type; t != Component.class; t = t.getSuperclass()) types.addFirst(t);
        return types;
    }

    private static void name(Component owner, String name, String doc, Object value) {
        switch (value) {
            case null -> {}
            case Signal signal when signal.owner() == owner && signal.name().isEmpty() ->
                signal.name(checked(name, signal.where()), doc);
            case Memory memory when memory.owner() == owner && memory.name().isEmpty() ->
                memory.name(checked(name, memory.where()), doc);
            case Choice<?> choice -> name(owner, name, doc, choice.bits());
            case Component child when child.isChildOf(owner) && child.instanceName().isEmpty() ->
                child.instanceName(checked(name, child.where()));
            case Optional<?> optional -> optional.ifPresent(inner -> name(owner, name, doc, inner));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) name(owner, name + "_" + i, i == 0 ? doc : "", list.get(i));
            }
            case Map<?, ?> map ->
                map.forEach((key, inner) -> name(owner, name + "_" + snake(key.toString()), doc, inner));
            case Expression _ -> {}
            case Record record -> {
                for (var component : record.getClass().getRecordComponents()) {
                    var accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    try {
                        name(owner, name + "_" + snake(component.getName()), doc(component),
                                accessor.invoke(record));
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException("cannot read " + component, e);
                    }
                }
            }
            case Object array when array.getClass().isArray()
                    && !array.getClass().componentType().isPrimitive() -> {
                for (int i = 0; i < Array.getLength(array); i++) {
                    name(owner, name + "_" + i, i == 0 ? doc : "", Array.get(array, i));
                }
            }
            case Object _ -> {}
        }
    }

    private static Object value(Field field, Component component) {
        field.setAccessible(true);
        try {
            return Optional.ofNullable(field.get(component));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    private static String doc(AnnotatedElement element) {
        var doc = element.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }
}
