package xdp2rtl.core;

import java.util.List;
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
    enum Word { PER_CPU, KEY_PAIRS, VALUE_PAIRS, BUCKETS, BUCKET_MASK, STATE, ENTRY_LIMIT, ENTRY_STRIDE, VALUE_STRIDE, EXTRAS }

    private static final int MAP = Shape.log2(CoreConfig.MAP_DESCRIPTORS);

    private final Shape shape;

    final In write = in(1);
    final In writeMap = in(MAP);
    final In writeWord = in(4);
    final In writeData = in(32);
    final In map = in(MAP);
    @Doc("of that map, in the same cycle")
    final Out onePair = out(1);
    @Doc("of that map, in the next cycle")
    final List<Out> word;

    final List<Mem> words;
    final List<Reg> read;

    Descriptors(Shape shape) {
        this.shape = shape;
        super("descriptors");
        if (Word.values().length != HashDescriptor.WORDS) throw new IllegalStateException("HashDescriptor has other words");
        var widths = List.of(Word.values()).stream().map(this::width).toList();
        word = widths.stream().map(this::out).toList();
        words = widths.stream().map(width -> mem(width, CoreConfig.MAP_DESCRIPTORS)).toList();
        read = widths.stream().map(width -> reg(width).noReset()).toList();
    }

    /// Bits of a word that are kept.
    int width(Word word) {
        return switch (word) {
            case PER_CPU -> 1;
            case KEY_PAIRS, VALUE_PAIRS -> Shape.PAIR;
            case BUCKETS, STATE, EXTRAS -> shape.map();
            case BUCKET_MASK -> shape.map() - 3;
            case ENTRY_LIMIT, ENTRY_STRIDE, VALUE_STRIDE -> 32;
        };
    }

    Out word(Word which) {
        return word.get(which.ordinal());
    }

    @Override protected void logic() {
        for (var which : Word.values()) {
            int i = which.ordinal();
            when(write.and(writeWord.is(i)), () -> words.get(i).write(writeMap, writeData.low(width(which))));
            read.get(i).next(words.get(i).at(map));
            word.get(i).assign(read.get(i));
        }
        onePair.assign(words.get(Word.KEY_PAIRS.ordinal()).at(map).is(1));
    }
}
