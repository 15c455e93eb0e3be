package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Function;
import xdp2rtl.hdl.Expression.Arm;
import xdp2rtl.hdl.Expression.Constant;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Symbol;

/// Makes the arms of {@link Select}: one per value, labels that share the very same value in one arm.
final class Selection {
    /// So many labels fit on a line. An arm with more is what `default` stands for; it is not worth the gates that tell
    /// its codes from those that stand for no constant where it has less.
    private static final int LINE = 8;

    private Selection() {}

    static <E extends Enum<E>> Bits of(Choice<E> choice, Function<E, Bits> arm) {
        return of(choice, List.of(choice.encoding().type().getEnumConstants()), arm);
    }

    static <E extends Enum<E>> Bits of(Choice<E> choice, List<E> constants, Function<E, Bits> arm) {
        var arms = new ArrayList<Arm>();
        for (var constant : constants) {
            var value = arm.apply(constant);
            var equal = arms.stream().map(Arm::value).filter(other -> same(other, value)).findFirst();
            add(arms, choice.encoding().of(constant), equal.orElse(value));
        }
        checkWidths(arms);
        mostCommonLast(arms);
        return select(choice.bits(), arms);
    }

    static Bits of(Bits index, List<? extends Bits> values) {
        if (values.size() == 1) return values.getFirst();
        if (values.isEmpty()) throw new HdlError("select: no values; give at least one");
        int needed = Component.bitsFor(values.size() - 1L);
        if (index.width() != needed) {
            throw new HdlError("select: the index " + ExpressionText.brief(index) + " has " + index.width()
                    + " bits, numbering " + values.size() + " values takes " + needed
                    + "; extend or slice it");
        }
        var arms = new ArrayList<Arm>();
        for (int i = 0; i < values.size(); i++) add(arms, Bits.of(needed, i), values.get(i));
        return select(index, arms);
    }

    static Bits of(Bits selector, SortedMap<Long, ? extends Bits> values, Bits otherwise) {
        var arms = new ArrayList<Arm>();
        values.forEach((key, value) -> add(arms, Operands.like(selector, key), value));
        arms.add(new Arm(List.of(), otherwise));
        return select(selector, arms);
    }

    static Bits of(Bits selector, SequencedMap<Bits, Bits> values, Bits otherwise) {
        var arms = new ArrayList<Arm>();
        values.forEach((label, value) -> {
            if (!(label instanceof Constant || label instanceof Symbol)) {
                throw new HdlError("select: the label " + ExpressionText.brief(label) + " is no constant");
            }
            Operands.same("select", selector, label);
            add(arms, label, value);
        });
        arms.add(new Arm(List.of(), otherwise));
        return select(selector, arms);
    }

    /// The arm with most labels, if they are many, is the one that `default` stands for.
    private static void mostCommonLast(List<Arm> arms) {
        int most = arms.stream().mapToInt(arm -> arm.labels().size()).max().orElse(0);
        if (most <= LINE || arms.getLast().labels().size() == most) return;
        var common = arms.stream().filter(arm -> arm.labels().size() == most).findFirst().orElseThrow();
        arms.remove(common);
        arms.add(common);
    }

    private static void add(List<Arm> arms, Bits label, Bits value) {
        for (int i = 0; i < arms.size(); i++) {
            if (arms.get(i).value() == value) {
                var labels = new ArrayList<>(arms.get(i).labels());
                labels.add(label);
                arms.set(i, new Arm(List.copyOf(labels), value));
                return;
            }
        }
        arms.add(new Arm(List.of(label), value));
    }

    private static boolean same(Bits one, Bits other) {
        return one == other || Wiring.only(one) && Wiring.only(other) && one.equals(other);
    }

    private static String label(Arm arm) {
        return arm.labels().isEmpty() ? "the rest" : ExpressionText.brief(arm.labels().getFirst());
    }

    private static Bits select(Bits selector, List<Arm> arms) {
        checkWidths(arms);
        return arms.size() == 1 ? arms.getFirst().value() : new Select(selector, List.copyOf(arms));
    }

    private static void checkWidths(List<Arm> arms) {
        var first = arms.getFirst();
        for (var arm : arms) {
            if (arm.value().width() != first.value().width()) {
                throw new HdlError("select: " + first.value().width() + " bits for " + label(first) + ", "
                        + arm.value().width() + " for " + label(arm) + " (" + ExpressionText.brief(arm.value())
                        + "); extend or slice one of them");
            }
        }
    }
}
