package xdp2rtl.elf;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.diagnostic.InputError;

/// Puts what the user wrote into the bytes of a variable, by its type: numbers, `true` and `false`, names of
/// enumerators, texts for arrays of `char`, other arrays as elements with commas between them. What is not given of an
/// array is 0.
///
/// A path leads into structs and arrays: `limits.rate`, `ports[2]`.
final class VariableValue {
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d{1,9})\\]");

    private final String where;
    private final Btf btf;
    private final byte[] bytes;

    /// @param where the option, for messages
    /// @param bytes of the section
    VariableValue(String where, Btf btf, byte[] bytes) {
        this.where = where;
        this.btf = btf;
        this.bytes = bytes;
    }

    /// @param path behind the variable's name; empty for all of it
    /// @param at   where the variable is
    /// @throws InputError if there is no such place, or the value is not one of its type
    void put(int type, String path, long at, String text) {
        Matcher step = STEP.matcher(path);
        long place = at;
        int reached = type;
        int end = 0;
        while (step.find() && step.start() == end) {
            end = step.end();
            if (step.group(1) == null) {
                int index = Integer.parseInt(step.group(2));
                if (!(btf.resolve(reached) instanceof BtfType.Array array) || index >= array.count()) {
                    throw new InputError(where, "there is no element %s".formatted(step.group()));
                }
                reached = array.element();
                place += (long) index * btf.size(reached);
            } else {
                BtfType.Member member = member(reached, step.group(1));
                place += member.bitOffset() / 8;
                reached = member.type();
            }
        }
        if (end != path.length()) {
            throw new InputError(where, "`%s` is not a path such as .member or [2]".formatted(path.substring(end)));
        }
        int size = btf.size(reached);
        if (place < 0 || size < 0 || place > bytes.length - size) {
            throw new InputError(where,
                    "its %d bytes at %d are not in the section's %d".formatted(size, place, bytes.length));
        }
        value(reached, (int) place, text);
    }

    private BtfType.Member member(int type, String name) {
        if (btf.resolve(type) instanceof BtfType.Composite composite) {
            for (BtfType.Member member : composite.members()) {
                if (member.name().equals(name) && member.bits() == 0) { return member; }
            }
        }
        throw new InputError(where, "there is no member `%s` of whole bytes".formatted(name));
    }

    /// @param at where all bytes of the type are in the section
    private void value(int type, int at, String text) {
        switch (btf.resolve(type)) {
            case BtfType.Int number -> number(number, at, text);
            case BtfType.Enumeration enumeration -> {
                BigInteger value = enumeration.values().stream().filter(one -> one.name().equals(text))
                        .map(one -> BigInteger.valueOf(one.value())).findFirst().or(() -> NumberText.parse(text))
                        .orElseThrow(() -> new InputError(where,
                                "`%s` is not a name of enum %s".formatted(text, enumeration.name())));
                NumberText.put(value, bytes, at, btf.size(type));
            }
            case BtfType.Array array -> array(array, at, text);
            case BtfType.Composite composite -> throw new InputError(where,
                    "it is a struct of %d members".formatted(composite.members().size()), "",
                    "Set its members one by one");
            case BtfType.Void _, BtfType.Float _, BtfType.Pointer _, BtfType.Forward _, BtfType.Alias _,
                 BtfType.Function _, BtfType.Prototype _, BtfType.Variable _, BtfType.DataSection _,
                 BtfType.DeclarationTag _ ->
                throw new InputError(where, "it is neither a number, a text nor an enumeration");
        }
    }

    private void number(BtfType.Int type, int at, String text) {
        String digits = !type.bool() ? text : switch (text) {
            case "true", "y" -> "1";
            case "false", "n" -> "0";
            case String other -> other;
        };
        BigInteger value = NumberText.parse(digits)
                .orElseThrow(() -> new InputError(where, "`%s` is not a number".formatted(text)));
        if (!NumberText.fits(value, type) || type.bool() && value.bitLength() > 1) {
            throw new InputError(where, "%s does not fit `%s`".formatted(text, type.name()));
        }
        NumberText.put(value, bytes, at, type.size());
    }

    private void array(BtfType.Array array, int at, String text) {
        int size = btf.size(array.element());
        byte[] cleared = new byte[(int) (size * array.count())];
        System.arraycopy(cleared, 0, bytes, at, cleared.length);
        if (btf.resolve(array.element()) instanceof BtfType.Int letter && letter.name().equals("char")) {
            byte[] letters = text.getBytes(StandardCharsets.UTF_8);
            if (letters.length > cleared.length) {
                throw new InputError(where, "%d bytes do not fit its %d".formatted(letters.length, cleared.length));
            }
            System.arraycopy(letters, 0, bytes, at, letters.length);
            return;
        }
        List<String> elements = List.of(text.split(",", -1));
        if (elements.size() > array.count()) {
            throw new InputError(where, "%d elements do not fit its %d".formatted(elements.size(), array.count()));
        }
        for (int i = 0; i < elements.size(); i++) {
            value(array.element(), at + i * size, elements.get(i));
        }
    }
}
