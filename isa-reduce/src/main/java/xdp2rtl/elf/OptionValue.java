package xdp2rtl.elf;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.diagnostic.InputError;

/// A kernel's option as bytes of the variable that a program declares for it: `y`, `m` and `n` for a `bool`, a `char`
/// or `enum libbpf_tristate`, numbers for integers and `char`, texts for arrays of `char`. Source:
/// `set_kcfg_value_tri`, `set_kcfg_value_num` and `set_kcfg_value_str` of libbpf.
final class OptionValue {
    private static final String TRISTATE = "libbpf_tristate";

    private OptionValue() {}

    /// @param where the object and the variable, for messages
    /// @throws InputError if the variable's type cannot hold it
    static byte[] of(String where, Btf btf, int type, String text) {
        BtfType resolved = btf.resolve(type);
        var bytes = new byte[btf.size(type)];
        switch (text) {
            case "y", "m", "n" -> bytes[0] = letter(where, resolved, text.charAt(0));
            default -> {
                if (text.startsWith("\"")) {
                    text(where, btf, resolved, text, bytes);
                } else {
                    number(where, resolved, text, bytes);
                }
            }
        }
        return bytes;
    }

    private static byte letter(String where, BtfType type, char letter) {
        return switch (type) {
            case BtfType.Int number when number.bool() && letter != 'm' -> (byte) (letter == 'y' ? 1 : 0);
            case BtfType.Int number when !number.bool() && number.size() == 1 -> (byte) letter;
            case BtfType.Enumeration tristate when tristate.name().equals(TRISTATE) ->
                (byte) (letter == 'y' ? 1 : letter == 'm' ? 2 : 0);
            case BtfType _ -> throw wrong(where, String.valueOf(letter), type);
        };
    }

    private static void number(String where, BtfType type, String text, byte[] bytes) {
        BigInteger value = NumberText.parse(text).orElseThrow(() -> new InputError(where,
                "`%s` is neither y, m, n, a number nor a text in quotes".formatted(text)));
        if (!(type instanceof BtfType.Int number) || number.bool() && value.bitLength() > 1
                || !NumberText.fits(value, number)) {
            throw wrong(where, text, type);
        }
        NumberText.put(value, bytes, 0, bytes.length);
    }

    /// What does not fit is cut, so that a zero ends the text.
    private static void text(String where, Btf btf, BtfType type, String text, byte[] bytes) {
        if (!(type instanceof BtfType.Array array) || array.count() == 0
                || !(btf.resolve(array.element()) instanceof BtfType.Int letter)
                || letter.size() != 1 || letter.bool()) {
            throw wrong(where, text, type);
        }
        if (text.length() < 2 || !text.endsWith("\"")) {
            throw new InputError(where, "the text %s does not end in quotes".formatted(text));
        }
        byte[] letters = text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(letters, 0, bytes, 0, Math.min(letters.length, bytes.length - 1));
    }

    private static InputError wrong(String where, String text, BtfType type) {
        return new InputError(where,
                "it is %s in the kernel's configuration, which its type `%s` does not hold".formatted(text,
                        type.name()),
                "", "Declare it with the type of the option");
    }
}
