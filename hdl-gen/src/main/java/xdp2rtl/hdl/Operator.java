package xdp2rtl.hdl;

import java.util.Locale;

/// The binary operators. A sign belongs to the operation, never to a value.
enum Operator {
    PLUS("+", Kind.ARITHMETIC), MINUS("-", Kind.ARITHMETIC), TIMES("*", Kind.ARITHMETIC),
    AND("&", Kind.BITWISE), OR("|", Kind.BITWISE), XOR("^", Kind.BITWISE),
    SHL("<<", Kind.SHIFT), SHR(">>", Kind.SHIFT), SAR(">>>", Kind.SHIFT),
    IS("==", Kind.COMPARE), IS_NOT("!=", Kind.COMPARE),
    BELOW("<", Kind.COMPARE), AT_MOST("<=", Kind.COMPARE),
    ABOVE(">", Kind.COMPARE), AT_LEAST(">=", Kind.COMPARE),
    BELOW_SIGNED("<", Kind.SIGNED_COMPARE), AT_MOST_SIGNED("<=", Kind.SIGNED_COMPARE),
    ABOVE_SIGNED(">", Kind.SIGNED_COMPARE), AT_LEAST_SIGNED(">=", Kind.SIGNED_COMPARE);

    enum Kind { ARITHMETIC, BITWISE, SHIFT, COMPARE, SIGNED_COMPARE }

    private final String verilog;
    private final Kind kind;

    Operator(String verilog, Kind kind) {
        this.verilog = verilog;
        this.kind = kind;
    }

    String verilog() {
        return verilog;
    }

    Kind kind() {
        return kind;
    }

    /// Whether `a op b op c` needs no parentheses: the same operator, any grouping, the same value.
    boolean chains() {
        return this == PLUS || kind == Kind.BITWISE;
    }

    /// What an error message calls the operation.
    String word() {
        var words = name().toLowerCase(Locale.ROOT).split("_");
        var text = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return text.toString();
    }
}
