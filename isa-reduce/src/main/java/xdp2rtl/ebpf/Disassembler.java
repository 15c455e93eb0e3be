package xdp2rtl.ebpf;

import java.util.Locale;

import xdp2rtl.linux.HelperId;

/// Instructions as text, in the manner of the kernel's verifier log and of llvm-objdump, with decimal
/// numbers.
final class Disassembler {
    private Disassembler() {}

    static String text(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Alu alu -> alu(alu);
            case Instruction.ByteSwap(var kind, int bits, int dst) -> "r%d = %s%d r%d".formatted(dst,
                    switch (kind) {
                        case LE -> "le";
                        case BE -> "be";
                        case SWAP -> "bswap";
                    }, bits, dst);
            case Instruction.LoadImmediate(int dst, var value) -> "r%d = %s".formatted(dst, immediate(value));
            case Instruction.Load(var size, boolean signed, int dst, int base, int offset) ->
                "r%d = *(%s%d *)(%s)".formatted(dst, signed ? "s" : "u", size.bits(),
                        address(base, offset));
            case Instruction.Store(var size, int base, int offset, var source) ->
                "*(u%d *)(%s) = %s".formatted(size.bits(), address(base, offset),
                        source(source, size == AccessSize.DW ? OperandWidth.W64 : OperandWidth.W32));
            case Instruction.Atomic atomic -> atomic(atomic);
            case Instruction.LoadAcquire(var size, int dst, int base, int offset) ->
                "%s = load_acquire((u%d *)(%s))".formatted(register(dst, width(size)), size.bits(),
                        address(base, offset));
            case Instruction.StoreRelease(var size, int base, int offset, int src) ->
                "store_release((u%d *)(%s), %s)".formatted(size.bits(), address(base, offset),
                        register(src, width(size)));
            case Instruction.MayGoto(int offset) -> "may_goto %+d".formatted(offset);
            case Instruction.Branch(var condition, var width, int left, var right, int offset) ->
                "if %s %s %s goto %+d".formatted(register(left, width), condition.symbol(),
                        source(right, width), offset);
            case Instruction.Jump(var width, int offset) ->
                "%s %+d".formatted(width == OperandWidth.W64 ? "goto" : "gotol", offset);
            case Instruction.Call(var target) -> "call " + target(target);
            case Instruction.Exit() -> "exit";
            case Instruction.PacketLoad(var size, var index, int offset) -> "r0 = *(u%d *)skb[%s]".formatted(
                    size.bits(), index.isPresent() ? address(index.getAsInt(), offset) : offset);
        };
    }

    private static String alu(Instruction.Alu alu) {
        String dst = register(alu.dst(), alu.width());
        String source = source(alu.source(), alu.width());
        if (alu.op() == AluOperation.NEG) { return dst + " = -" + dst; }
        if (alu.op().isSignExtendingMove()) { return dst + " = " + alu.op().symbol() + source; }
        return dst + " " + alu.op().symbol() + " " + source;
    }

    private static String atomic(Instruction.Atomic atomic) {
        OperandWidth width = atomic.size() == AccessSize.DW ? OperandWidth.W64 : OperandWidth.W32;
        String src = register(atomic.src(), width);
        String place = address(atomic.base(), atomic.offset());
        String pointer = "(u%d *)(%s)".formatted(atomic.size().bits(), place);
        return switch (atomic.op()) {
            case XCHG -> "%s = xchg(%s, %s)".formatted(src, pointer, src);
            case CMPXCHG -> "%1$s = cmpxchg(%2$s, %1$s, %3$s)".formatted(register(0, width), pointer, src);
            case ADD, OR, AND, XOR -> atomic.fetch()
                    ? "%s = atomic_fetch_%s(%s, %s)".formatted(
                            src, atomic.op().name().toLowerCase(Locale.ROOT), pointer, src)
                    : "lock *%s %s %s".formatted(pointer, atomic.op().symbol(), src);
        };
    }

    private static String immediate(Immediate64 value) {
        return switch (value) {
            case Immediate64.Constant(long constant) -> constant + " ll";
            case Immediate64.Map(int index) -> "map[%d] ll".formatted(index);
            case Immediate64.MapValue(int index, int offset) ->
                "map[%d].value%+d ll".formatted(index, offset);
            case Immediate64.MapByDescriptor(int fd) -> "map[fd %d] ll".formatted(fd);
            case Immediate64.MapValueByDescriptor(int fd, int offset) ->
                "map[fd %d].value%+d ll".formatted(fd, offset);
            case Immediate64.Variable(int type, int module) ->
                "variable[%d, module %d] ll".formatted(type, module);
            case Immediate64.Code(int offset) -> "code[%+d] ll".formatted(offset);
        };
    }

    private static String target(CallTarget target) {
        return switch (target) {
            case CallTarget.HelperNumber(int number) -> HelperId.of(number)
                    .map(helper -> "%s#%d".formatted(helper.text(), number)).orElse("helper#" + number);
            case CallTarget.Local(int offset) -> "pc%+d".formatted(offset);
            case CallTarget.Kfunc(var function) -> function.text();
            case CallTarget.KernelFunction(int type, int module) ->
                module == 0 ? "kernel#" + type : "kernel#%d, module %d".formatted(type, module);
        };
    }

    private static String address(int base, int offset) {
        return "r%d %s %d".formatted(base, offset < 0 ? "-" : "+", Math.abs(offset));
    }

    private static OperandWidth width(AccessSize size) {
        return size == AccessSize.DW ? OperandWidth.W64 : OperandWidth.W32;
    }

    private static String source(SourceOperand source, OperandWidth width) {
        return switch (source) {
            case SourceOperand.Register(int number) -> register(number, width);
            case SourceOperand.Immediate(int value) -> Integer.toString(value);
        };
    }

    private static String register(int number, OperandWidth width) {
        return (width == OperandWidth.W64 ? "r" : "w") + number;
    }
}
