package xdp2rtl.lower;

import static xdp2rtl.ebpf.Registers.RESULT;

import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.Clock;
import xdp2rtl.linux.Helper;
import xdp2rtl.verifier.PrintCall;
import xdp2rtl.verifier.Range;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.State;
import xdp2rtl.verifier.Type;

/// Calls of helpers, expanded into operations. Types have checked the arguments.
final class HelperLowering {
    private final Site site;
    private final MapLowering maps;
    private final LockLowering locks;
    private final RedirectLowering redirects;
    private final BorderLowering borders;
    private final ChecksumLowering checksums;
    private final MtuLowering mtu;
    private final FibLowering routes;
    private final PacketCopyLowering copies;
    private final EventLowering events;
    private final RingLowering rings;
    private final KeylessLowering keyless;
    private final TextLowering texts;
    private final StackLowering pieces;
    private final MemoryLowering memory;

    HelperLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.memory = memory;
        this.locks = new LockLowering(site, memory);
        this.maps = new MapLowering(site, memory, locks);
        this.redirects = new RedirectLowering(site, maps);
        this.borders = new BorderLowering(site);
        this.pieces = new StackLowering(site);
        this.routes = new FibLowering(site, memory);
        this.mtu = new MtuLowering(site, memory);
        this.checksums = new ChecksumLowering(site, memory);
        var bytes = new ByteCopies(site, memory);
        this.copies = new PacketCopyLowering(site, memory, bytes);
        this.events = new EventLowering(site, memory, bytes);
        this.texts = new TextLowering(site, memory);
        this.keyless = new KeylessLowering(site, memory, locks, bytes);
        this.rings = new RingLowering(site, memory, bytes);
    }

    /// What was a place in the packet counts from its new first byte on, if somebody asks.
    private Value head() {
        if (!site.agesMeet) { return borders.adjust(AdjustOp.HEAD); }
        Value delta = site.emitter.alu(AluOp.SEXT32, site.read(2), 0);
        Value result = borders.adjust(AdjustOp.HEAD);
        Value by = site.emitter.choose(site.emitter.compare(Cond.EQ, Width.W64, result, Value.ZERO), delta, 0);
        site.state().places().forEach(place -> moved(place, by));
        return result;
    }

    private void moved(State.Place place, Value by) {
        Width width = place.type() instanceof Type.Half ? Width.W32 : Width.W64;
        if (place.register() >= 0) {
            Value value = site.read(place.frame(), place.register());
            site.write(place.frame(), place.register(), site.emitter.alu(AluOp.SUB, width, value, by));
            return;
        }
        StackSpan span = new StackSpan(place.frame(), place.offset(), Long.BYTES, true);
        if (site.stack.inMemory(span)) {
            Access access = new Access(Space.STACK, Value.ZERO, site.stack.address(place.frame(), place.offset()),
                    Access.sizeOf(Long.BYTES), true, 0);
            site.emitter.store(access, site.emitter.alu(AluOp.SUB, width, site.emitter.load(access, false), by));
        } else {
            Value value = pieces.gather(site.stack.pieces(span), span.start(), Long.BYTES);
            pieces.scatter(site.stack.pieces(span), span.start(), site.emitter.alu(AluOp.SUB, width, value, by));
        }
    }

    private Value jiffies() {
        return new ConstantDivision(site.emitter).divide(DivideOp.DIV, site.emitter.get(Special.TIME), Range.ALL,
                Clock.NANOSECONDS_A_JIFFY);
    }

    void call(Helper helper) {
        site.write(RESULT, switch (helper) {
            case MAP_LOOKUP_ELEM -> maps.lookup();
            case MAP_LOOKUP_PERCPU_ELEM -> maps.lookupOnCpu();
            case NEXT_ENTRY -> new EntryWalk(site, memory, maps).next();
            case MAP_UPDATE_ELEM -> maps.update();
            case MAP_DELETE_ELEM -> maps.delete();
            case KTIME_GET_NS, KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS, KTIME_GET_TAI_NS ->
                site.emitter.get(Special.TIME);
            case JIFFIES64 -> jiffies();
            case GET_PRANDOM_U32 -> site.emitter.get(Special.RANDOM);
            case GET_NUMA_NODE_ID -> Value.ZERO;
            case GET_SMP_PROCESSOR_ID -> site.emitter.get(Special.CPU);
            case XDP_GET_BUFF_LEN -> site.emitter.get(site.wholeLength());
            case SPIN_LOCK -> locks.lock();
            case SPIN_UNLOCK -> locks.unlock();
            case TAIL_CALL, LOOP, FOR_EACH_MAP_ELEM, DYNPTR_READ, DYNPTR_WRITE, DYNPTR_DATA ->
                throw new IllegalStateException("inside of a block: " + site.node());
            case PERF_EVENT_OUTPUT -> events.output();
            case STRNCMP -> texts.compare();
            case MAP_PUSH_ELEM -> keyless.push();
            case MAP_POP_ELEM -> keyless.pop();
            case MAP_PEEK_ELEM -> keyless.peek();
            case RINGBUF_OUTPUT -> rings.output();
            case RINGBUF_RESERVE -> rings.reserve();
            case RINGBUF_SUBMIT -> rings.end(false);
            case RINGBUF_DISCARD -> rings.end(true);
            case RINGBUF_QUERY -> rings.query();
            case TRACE_PRINTK, TRACE_VPRINTK ->
                events.print(PrintCall.of(site.refusal, site.state(), site.node(), helper));
            case REDIRECT -> redirects.redirect();
            case REDIRECT_MAP -> redirects.redirectMap();
            case CSUM_DIFF -> checksums.difference();
            case FIB_LOOKUP -> routes.lookup();
            case CHECK_MTU -> mtu.check();
            case XDP_LOAD_BYTES -> copies.load();
            case XDP_STORE_BYTES -> copies.store();
            case XDP_ADJUST_HEAD -> head();
            case XDP_ADJUST_TAIL -> borders.adjust(AdjustOp.TAIL);
            case XDP_ADJUST_META -> borders.adjust(AdjustOp.META);
        });
    }
}
