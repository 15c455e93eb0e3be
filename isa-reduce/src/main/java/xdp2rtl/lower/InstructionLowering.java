package xdp2rtl.lower;

import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.linux.Helper;
import xdp2rtl.maps.Placement;

/// One instruction inside a block.
final class InstructionLowering {
    private final Site site;
    private final AluLowering alu;
    private final MemoryLowering memory;
    private final OrderedLowering ordered;
    private final HelperLowering helpers;

    InstructionLowering(Site site) {
        this.site = site;
        this.alu = new AluLowering(site.emitter);
        this.memory = new MemoryLowering(site);
        this.ordered = new OrderedLowering(site, memory);
        this.helpers = new HelperLowering(site, memory);
    }

    void lower() {
        switch (site.node().instruction()) {
            case Instruction.Alu o ->
                site.write(o.dst(),
                        alu.alu(o.op(), AluLowering.width(o.width()), site.read(o.dst()), site.range(o.dst()),
                                site.read(o.source())));
            case Instruction.ByteSwap o -> site.write(o.dst(), alu.swap(o, site.read(o.dst())));
            case Instruction.LoadImmediate o -> site.write(o.dst(), immediate(o.value()));
            case Instruction.Load o -> memory.load(o);
            case Instruction.Store o -> memory.store(o);
            case Instruction.Atomic o -> memory.atomic(o);
            case Instruction.LoadAcquire o -> ordered.load(o);
            case Instruction.StoreRelease o -> ordered.store(o);
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                helpers.call(Helper.of(number).orElseThrow());
            case Instruction.Call _, Instruction.PacketLoad _, Instruction.Branch _, Instruction.MayGoto _,
                 Instruction.Jump _, Instruction.Exit _ ->
                throw new IllegalStateException("types let through " + site.node());
        }
    }

    private Value immediate(Immediate64 value) {
        return switch (value) {
            case Immediate64.Constant(long number) -> Value.of(number);
            case Immediate64.Map _, Immediate64.Code _ -> Value.ZERO;
            case Immediate64.MapValue(int map, int offset) -> {
                Placement.Array array = (Placement.Array) site.layout.placement(map);
                yield Value.of(Integer.toUnsignedLong(array.address()) + offset);
            }
            case Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _, Immediate64.Variable _ ->
                throw new IllegalStateException("types let through " + site.node());
        };
    }
}
