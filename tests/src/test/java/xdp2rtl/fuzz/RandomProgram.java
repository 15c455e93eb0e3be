package xdp2rtl.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Linkage;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.SourceMap;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// A program that Linux's verifier accepts, made of random pieces, with packets and map contents; the same for the
/// same seed. Pieces can be left out, so that a failing program can be made small.
///
/// Between pieces, R6 is the context, R8 and R9 and eight stack slots hold numbers, R0 to R5 and R7 hold numbers of no
/// importance. At the end R8, R9 and the slots are written to the map `result`.
/// @param targets assembly of the programs that tail calls lead to, which are numbered from 2 on; the program itself is
/// number 1
public record RandomProgram(long seed, List<Piece> pieces, String ending, List<Packet> packets,
        Map<String, MapContents> contents, Freedoms freedoms, List<String> targets) {

    /// Some lines of assembly, and a function that they call.
    public record Piece(String body, String function) {}

    static final int EVENTS = 12;
    static final int RESULT = 13;
    static final int PROGRAMS = 14;
    static final int RING = 19;
    static final int QUEUE = 20;
    static final int STACK = 21;
    static final int FILTER = 22;
    /// Maps of maps, each with a map that is like those in it.
    static final SortedMap<Integer, Integer> OUTER = new TreeMap<>(Map.of(17, 2, 18, 10));
    private static final MapSpec HASH = MapSpec.of("hash", MapKind.HASH, 4, 16, 4);
    private static final MapSpec LRU = MapSpec.of("lru", MapKind.LRU_HASH, 4, 16, 6);
    public static final List<MapSpec> MAPS = List.of(
            MapSpec.of("array", MapKind.ARRAY, 4, 16, 4),
            MapSpec.of("percpu_array", MapKind.PERCPU_ARRAY, 4, 16, 3),
            HASH,
            MapSpec.of("percpu_hash", MapKind.PERCPU_HASH, 8, 16, 3),
            MapSpec.of("devices", MapKind.DEVMAP, 4, 4, 4),
            MapSpec.of("long_hash", MapKind.HASH, 20, 24, 5),
            MapSpec.of("device_hash", MapKind.DEVMAP_HASH, 4, 8, 4),
            MapSpec.of("cpus", MapKind.CPUMAP, 4, 4, 4),
            MapSpec.of("sockets", MapKind.XSKMAP, 4, 4, 4),
            prefixes("prefixes", 8, 16, 5),
            LRU,
            MapSpec.of("lru_percpu", MapKind.LRU_PERCPU_HASH, 8, 16, 5),
            MapSpec.of("events", MapKind.PERF_EVENT_ARRAY, 4, 4, 2),
            MapSpec.of("result", MapKind.ARRAY, 4, 80, 1),
            MapSpec.of("programs", MapKind.PROG_ARRAY, 4, 4, 4),
            MapSpec.of("other_hash", MapKind.HASH, 4, 16, 3),
            MapSpec.of("other_lru", MapKind.LRU_HASH, 4, 16, 5),
            outer("outer", MapKind.ARRAY_OF_MAPS, HASH, "hash", "other_hash"),
            outer("outer_hash", MapKind.HASH_OF_MAPS, LRU, "other_lru", "lru"),
            MapSpec.of("ring", MapKind.RINGBUF, 0, 0, 4096), MapSpec.of("queue", MapKind.QUEUE, 0, 20, 3),
            MapSpec.of("stack", MapKind.STACK, 0, 9, 2),
            MapSpec.of("filter", MapKind.BLOOM_FILTER, 0, 15, 10).withExtra(3));

    /// Bits of the entries of `prefixes`.
    private static final byte[] PREFIX_LENGTHS = {0, 1, 9, 16, 32};
    private static final int MOST_PIECES = 24;
    private static final int MOST_CALLS = 12;
    private static final int MOST_TARGET_PIECES = 6;
    private static final int PACKETS = 12;

    public static RandomProgram of(long seed) {
        var random = new Random(seed);
        int linked = random.nextInt(3);
        boolean moves = seed % 3 > 0;
        List<String> targets = IntStream.range(0, linked)
                .mapToObj(_ -> pieces(new PieceWriter(random, moves), random, MOST_TARGET_PIECES)).toList();
        var writer = new PieceWriter(random, moves);
        var pieces = new ArrayList<Piece>();
        int count = 1 + random.nextInt(MOST_PIECES);
        for (int i = 0; i < count; i++) {
            pieces.add(writer.piece(i, count));
        }
        return of(seed, random, pieces, writer.ending(), targets);
    }

    /// One in which a few functions are called from many places.
    public static RandomProgram calling(long seed) {
        var random = new Random(seed);
        var writer = new CallPieces(random);
        List<Piece> pieces = IntStream.range(0, 1 + random.nextInt(MOST_CALLS)).mapToObj(_ -> writer.piece()).toList();
        List<String> functionsAndCalls = writer.functionsAndCalls();
        return of(seed, random, pieces, functionsAndCalls.getLast() + new PieceWriter(random, true).ending()
                + functionsAndCalls.getFirst(), List.of());
    }

    private static RandomProgram of(long seed, Random random, List<Piece> pieces, String ending,
            List<String> targets) {
        int linked = targets.size();
        var times = new Random(~seed);
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[random.nextInt(4) == 0 ? 14 + random.nextInt(1500) : 14 + random.nextInt(100)];
            random.nextBytes(bytes);
            var packet = new Packet(Bytes.of(bytes), random.nextInt(4) == 0
                    ? Optional.of(new Context(5, random.nextInt(3))) : Optional.empty());
            packets.add(times.nextInt(4) == 0 ? packet.at(times.nextLong()) : packet);
        }
        return new RandomProgram(seed, pieces, ending, packets, contents(random, linked == 0 ? 0 : linked + 1),
                new Freedoms(random.nextLong(), random.nextInt(), random.nextInt(64)), targets);
    }

    private static String pieces(PieceWriter writer, Random random, int most) {
        int count = 1 + random.nextInt(most);
        List<Piece> pieces = IntStream.range(0, count).mapToObj(i -> writer.piece(i, count)).toList();
        return assembly(pieces, writer.ending());
    }

    /// @param programs how many programs there are to be tail called
    private static Map<String, MapContents> contents(Random random, int programs) {
        var contents = new HashMap<String, MapContents>();
        var table = new ArrayList<MapContents.Entry>();
        for (int index = 0; programs > 0 && index < MAPS.get(PROGRAMS).maxEntries(); index++) {
            if (random.nextInt(3) > 0) {
                table.add(MapContents.Entry.of(MapContents.key(index), MapContents.key(1 + random.nextInt(programs))));
            }
        }
        contents.put("programs", new MapContents(table));
        for (int outer : OUTER.keySet()) {
            List<Integer> keys = IntStream.range(0, MAPS.get(outer).maxEntries()).filter(_ -> random.nextInt(4) > 0)
                    .boxed().toList();
            contents.put(MAPS.get(outer).name(), new MapContents(keys.stream()
                    .map(key -> MapContents.Entry.of(MapContents.key(key), MapContents.key(1 + random.nextInt(2))))
                    .toList()));
        }
        for (MapSpec map : MAPS.subList(0, EVENTS)) {
            var entries = new ArrayList<MapContents.Entry>();
            for (int key = 0; key < map.maxEntries(); key++) {
                if (random.nextBoolean()) {
                    entries.add(entry(map, key, random));
                }
            }
            contents.put(map.name(), new MapContents(entries));
        }
        for (MapSpec map : List.of(MAPS.get(QUEUE), MAPS.get(STACK), MAPS.get(FILTER))) {
            contents.put(map.name(), new MapContents(IntStream.range(0, random.nextInt(map.maxEntries() + 1))
                    .mapToObj(place -> MapContents.Entry.of(MapContents.key(place), bytes(map.valueSize(), random)))
                    .toList()));
        }
        return contents;
    }

    private static Bytes bytes(int count, Random random) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static MapSpec outer(String name, MapKind kind, MapSpec template, String... maps) {
        return MapSpec.of(name, kind, 4, 4, 4).withInner(template)
                .withNames(new NameTable(List.of(maps), new TreeMap<>()));
    }

    private static MapSpec prefixes(String name, int keySize, int valueSize, int entries) {
        return new MapSpec(name, MapKind.LPM_TRIE, keySize, valueSize, entries, MapFlags.NO_PREALLOC, false,
                Optional.empty(), Optional.empty());
    }

    private static MapContents.Entry entry(MapSpec map, int number, Random random) {
        var key = new byte[map.keySize()];
        key[0] = (byte) number;
        if (map.holdsPrefixes()) {
            key[0] = PREFIX_LENGTHS[number];
            key[4] = (byte) (random.nextBoolean() ? 0 : 0xff);
            key[5] = (byte) random.nextInt(2);
        }
        if (map.holdsTargets()) {
            var target = new byte[map.valueSize()];
            target[0] = (byte) (random.nextBoolean() ? 1 : 5);
            return MapContents.Entry.of(Bytes.of(key), Bytes.of(target));
        }
        var values = new ArrayList<Bytes>();
        for (int cpu = 0; cpu < (map.isPerCpu() ? 2 : 1); cpu++) {
            var value = new byte[map.valueSize()];
            random.nextBytes(value);
            values.add(Bytes.of(value));
        }
        return new MapContents.Entry(Bytes.of(key), values);
    }

    /// The same without a piece.
    public RandomProgram without(int piece) {
        var fewer = new ArrayList<>(pieces);
        fewer.set(piece, new Piece("", ""));
        return new RandomProgram(seed, fewer, ending, packets, contents, freedoms, targets);
    }

    public String assembly() {
        return assembly(pieces, ending);
    }

    private static String assembly(List<Piece> pieces, String ending) {
        var text = new StringBuilder(PieceWriter.PROLOGUE);
        for (int i = 0; i < pieces.size(); i++) {
            text.append("piece%d:\n".formatted(i)).append(pieces.get(i).body());
        }
        text.append(ending);
        pieces.forEach(piece -> text.append(piece.function()));
        return text.toString();
    }

    public Stimulus stimulus() {
        List<Program> alone = new ArrayList<>(List.of(raw(assembly(), 1)));
        targets.forEach(text -> alone.add(raw(text, alone.size() + 1)));
        return new Stimulus(alone.size() == 1 ? alone.getFirst() : linked(alone), packets, Context.DEFAULT, contents,
                freedoms);
    }

    private Program raw(String text, int number) {
        String name = "seed %d, program %d".formatted(seed, number);
        Program raw = Program.raw(name, Assembler.assemble(name, text));
        var names = targets.isEmpty() ? List.<String>of()
                : IntStream.rangeClosed(1, targets.size() + 1).mapToObj(RandomProgram::name).toList();
        return new Program(raw.source(), raw.code(), MAPS.stream().map(map -> map.holdsPrograms()
                ? map.withNames(new NameTable(names, new TreeMap<>())) : map).toList(), "GPL");
    }

    private static String name(int number) {
        return "program" + number;
    }

    private static Program linked(List<Program> alone) {
        var code = new ArrayList<Placed>();
        var functions = new ArrayList<Subprogram>();
        var linked = new ArrayList<TailTarget>();
        for (Program program : alone) {
            int base = code.isEmpty() ? 0 : code.getLast().next();
            program.code().forEach(placed -> code.add(new Placed(base + placed.slot(), placed.instruction())));
            program.functions().forEach(function -> functions
                    .add(new Subprogram(function.name(), base + function.start(), base + function.end())));
            linked.add(new TailTarget(name(linked.size() + 1), base, program));
        }
        Program first = alone.getFirst();
        return new Program(new SourceMap(first.source().object(), "raw", functions, new TreeMap<>()), code,
                first.maps(), first.license(),
                new Linkage(new TreeMap<>(), Optional.empty(), Optional.of(first), linked, List.of(),
                        OptionalInt.empty()));
    }
}
