package xdp2rtl.core.maps;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.HashDescriptor;

@Doc("What the map unit knows of each hash map: the words of HashDescriptor, cut to the bits that can be set.")
final class Descriptors extends Component {
    /// The words, in the order of {@link HashDescriptor}.
    enum Word {
        PER_CPU, KEY_PAIRS, VALUE_PAIRS, BUCKETS, BUCKET_MASK, STATE, ENTRY_LIMIT, ENTRY_STRIDE, VALUE_STRIDE, EXTRAS,
        COUNTED
    }

    private static final int MAP = Shape.log2(CoreConfig.MAP_DESCRIPTORS);

    private final Shape shape;

    final In write = in(1);
    final In writeMap = in(MAP);
    final In writeWord = in(4);
    final In writeData = in(32);
    @Doc("the map of the oldest request, and the pairs of its keys")
    final In asked = in(MAP);
    final Out askedPairs = out(Shape.PAIR);
    @Doc("the map of the request that is hashed; it goes on to wait")
    final In hashed = in(MAP);
    final In leaves = in(1);
    @Doc("the map that is changed")
    final In changed = in(MAP);
    @Doc("what a walk needs, of the request that waits; the other words of the map that is changed, a cycle later")
    final Map<Word, Out> word;

    final Map<Word, Mem> words;
    final Map<Word, Reg> read;

    Descriptors(Shape shape) {
        this.shape = shape;
        super("descriptors");
        if (Word.values().length != HashDescriptor.WORDS)
            throw new IllegalStateException("HashDescriptor has other words");
        word = each(this::out);
        words = each(width -> mem(width, CoreConfig.MAP_DESCRIPTORS));
        read = each(width -> reg(width).noReset());
    }

    private <T> Map<Word, T> each(IntFunction<T> made) {
        var map = new EnumMap<Word, T>(Word.class);
        for (var which : Word.values()) map.put(which, made.apply(width(which)));
        return map;
    }

    /// Bits of a word that are kept.
    int width(Word word) {
        return switch (word) {
            case PER_CPU, COUNTED -> 1;
            case KEY_PAIRS, VALUE_PAIRS -> Shape.PAIR;
            case BUCKETS, STATE, EXTRAS -> shape.map();
            case BUCKET_MASK -> shape.map() - 3;
            case ENTRY_LIMIT, ENTRY_STRIDE, VALUE_STRIDE -> 32;
        };
    }

    /// Whether a walk needs the word.
    private static boolean walks(Word word) {
        return switch (word) {
            case PER_CPU, KEY_PAIRS, BUCKETS, BUCKET_MASK -> true;
            case VALUE_PAIRS, STATE, ENTRY_LIMIT, ENTRY_STRIDE, VALUE_STRIDE, EXTRAS, COUNTED -> false;
        };
    }

    Out word(Word which) {
        return word.get(which);
    }

    @Override protected void logic() {
        var written = choice(Word.class, writeWord);
        for (var which : Word.values()) {
            when(write.and(written.is(which)),
                    () -> words.get(which).write(writeMap, writeData.low(width(which))));
            if (!walks(which)) read.get(which).next(words.get(which).at(changed));
            word.get(which).assign(read.get(which));
        }
        when(leaves, () -> {
            for (var which : Word.values()) {
                if (walks(which)) read.get(which).next(words.get(which).at(hashed));
            }
        });
        askedPairs.assign(words.get(Word.KEY_PAIRS).at(asked));
    }
}
