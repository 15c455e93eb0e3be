package xdp2rtl.btf;

import java.util.List;
import java.util.Optional;

/// How the bytes of a key or a value are to be read: a type of C by itself, without the file that it is from. Sizes are
/// in bytes; numbers are little-endian.
public sealed interface ValueType {
    int size();

    /// A whole number.
    ///
    /// @param letter whether several of them are a text
    record Number(int size, Sign sign, boolean letter) implements ValueType {}

    /// How a number is shown.
    enum Sign { SIGNED, UNSIGNED, BOOL, CHAR }

    record Enumeration(int size, boolean signed, List<Enumerator> names) implements ValueType {
        public Enumeration {
            names = List.copyOf(names);
        }

        /// The first name of a number.
        public Optional<String> name(long value) {
            return names.stream().filter(one -> one.value() == value).map(Enumerator::name).findFirst();
        }
    }

    record Enumerator(String name, long value) {}

    /// An address, which means nothing here.
    record Address() implements ValueType {
        @Override public int size() { return Long.BYTES; }
    }

    record Array(ValueType element, int count) implements ValueType {
        @Override public int size() { return element.size() * count; }
    }

    record Composite(int size, boolean union, List<Member> members) implements ValueType {
        public Composite {
            members = List.copyOf(members);
        }
    }

    /// The variables of a section of global data.
    record Variables(String section, int size, List<Member> members) implements ValueType {
        public Variables {
            members = List.copyOf(members);
        }
    }

    /// What is shown as bytes.
    record Opaque(int size) implements ValueType {}

    /// @param name      empty where C has none: a struct or union whose members are seen as those of the one around it
    /// @param bitOffset from the start of what it is a member of
    /// @param bits      width of a bit field, else 0
    record Member(String name, ValueType type, long bitOffset, int bits) {
        public int offset() { return (int) (bitOffset / Byte.SIZE); }
    }

    /// A type of a file; nothing where it is damaged, or has no size.
    static Optional<ValueType> of(Btf btf, int id) {
        return new ValueTypes(btf).of(id);
    }
}
