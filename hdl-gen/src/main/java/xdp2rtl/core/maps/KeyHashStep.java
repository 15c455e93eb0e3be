package xdp2rtl.core.maps;

import java.math.BigInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.KeyHash;

@Doc("CRC-32C over a pair of words: each bit of the next hash is the parity of some bits of the hash and the pair.")
final class KeyHashStep extends Component {
    final In hash = in(32);
    final In low = in(64);
    final In high = in(64);
    final Out next = out(32);

    KeyHashStep() {
        super("key_hash_step");
    }

    @Override protected void logic() {
        next.assign(Bits.pack(IntStream.range(0, 32).mapToObj(bit -> {
            var ofHash = mask(32, bit, i -> KeyHash.step(1 << i, 0, 0));
            var ofLow = mask(64, bit, i -> KeyHash.step(0, 1L << i, 0));
            var ofHigh = mask(64, bit, i -> KeyHash.step(0, 0, 1L << i));
            return let("bit_" + bit,
                    hash.and(ofHash).parity().xor(low.and(ofLow).parity()).xor(high.and(ofHigh).parity()));
        }).toList()));
    }

    /// The input bits of which output bit `bit` is the parity: the function is linear, so single bits tell.
    private static Bits mask(int width, int bit, IntUnaryOperator stepOfBit) {
        var mask = BigInteger.ZERO;
        for (int i = 0; i < width; i++) {
            if ((stepOfBit.applyAsInt(i) >>> bit & 1) == 1) mask = mask.setBit(i);
        }
        return Bits.of(width, mask);
    }
}
