package xdp2rtl.hdl;

@Doc("One memory of each kind, all written and read by the same stimulus.")
final class Memories extends Component {
    final In write = in(1);
    final In lanes = in(4);
    final In writeAddress = in(5);
    final In writeData = in(32);
    final In read = in(1);
    final In readAddress = in(5);
    final In enableA = in(1);
    final In writesA = in(4);
    final In enableB = in(1);
    final In writeB = in(4);
    final Out whole = out(32);
    final Out byLane = out(32);
    final Out block = out(32);
    final Out blockLater = out(32);
    final Out dualA = out(32);
    final Out dualB = out(32);
    final Mem plain = mem(32, 32);
    final Mem laned = mem(32, 32);
    final BlockMem words = blockMem(32, 32);
    final DualMem shared = dualMem(32, 32);

    Memories() {
        super("memories");
    }

    @Override protected void logic() {
        when(write, () -> {
            plain.write(writeAddress, writeData);
            laned.write(writeAddress, writeData, lanes);
            words.write(writeAddress, writeData, lanes);
        });
        whole.assign(plain.at(readAddress));
        byLane.assign(laned.at(readAddress));
        var word = words.read(readAddress, read);
        block.assign(word);
        blockLater.assign(delay(1, word, "word"));
        dualA.assign(shared.port("a", writeAddress, enableA, writesA, writeData));
        dualB.assign(shared.port("b", readAddress, enableB, writeB, writeData.not()));
    }
}
