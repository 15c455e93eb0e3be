package xdp2rtl.ebpf;

import java.util.OptionalInt;

/// One eBPF instruction; the records are the whole instruction set of RFC 9669 and what Linux has added to it since,
/// and a form that they do not have cannot be built. Registers are numbers 0 to 10 (see [Registers]). Offsets of memory
/// accesses are in bytes, offsets of jumps and local calls in slots, counted from the slot after the instruction.
/// `toString` is the disassembly.
public sealed interface Instruction {

    /// How many 8-byte slots it takes: 2 for [LoadImmediate], else 1.
    default int slots() {
        return this instanceof LoadImmediate ? 2 : 1;
    }

    /// `dst = dst OP source` (RFC 9669, section 4.1). The source of NEG is immediate 0.
    record Alu(AluOperation op, OperandWidth width, int dst, SourceOperand source) implements Instruction {
        public Alu {
            Registers.requireWritable(dst);
            if (op == AluOperation.NEG && !source.equals(new SourceOperand.Immediate(0))) {
                throw new IllegalArgumentException("neg has no source");
            }
            if (op.isSignExtendingMove() && source instanceof SourceOperand.Immediate) {
                throw new IllegalArgumentException("a sign-extending move has a register source");
            }
            if (op == AluOperation.MOVSX32 && width == OperandWidth.W32) {
                throw new IllegalArgumentException("no 32-bit move of 32 bits with sign");
            }
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Changes the byte order of the low `bits` (16, 32 or 64) of `dst` and clears the rest (section 4.2).
    record ByteSwap(Kind kind, int bits, int dst) implements Instruction {
        /// To little-endian (truncates), to big-endian (swaps), or swap; registers are little-endian here.
        public enum Kind { LE, BE, SWAP }

        public ByteSwap {
            Registers.requireWritable(dst);
            if (bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("no byte swap of " + bits + " bits");
            }
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// `dst = value`, 64 bits, in two slots (section 5.4).
    record LoadImmediate(int dst, Immediate64 value) implements Instruction {
        public LoadImmediate {
            Registers.requireWritable(dst);
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// `dst = *(size *)(base + offset)`, extended with zeroes or the sign to 64 bits (sections 5.1 and 5.2).
    record Load(AccessSize size, boolean signed, int dst, int base, int offset) implements Instruction {
        public Load {
            Registers.requireWritable(dst);
            Registers.requireReadable(base);
            if (signed && size == AccessSize.DW) {
                throw new IllegalArgumentException("a 64-bit load has nothing to extend");
            }
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// `*(size *)(base + offset) = source` (section 5.1).
    record Store(AccessSize size, int base, int offset, SourceOperand source) implements Instruction {
        public Store {
            Registers.requireReadable(base);
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// One indivisible change of memory, 32 or 64 bits (section 5.3). With `fetch` the old value,
    /// zero-extended, goes to `src`, or to R0 for CMPXCHG.
    record Atomic(AtomicOperation op, boolean fetch, AccessSize size, int base, int offset, int src)
            implements
            Instruction {
        public Atomic {
            Registers.requireReadable(base);
            Registers.requireReadable(src);
            if (fetch && op != AtomicOperation.CMPXCHG) {
                Registers.requireWritable(src);
            }
            if (size != AccessSize.W && size != AccessSize.DW) {
                throw new IllegalArgumentException("no atomic operation of " + size.bits() + " bits");
            }
            if (op.alwaysFetches() && !fetch) { throw new IllegalArgumentException(op + " always fetches"); }
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// A [Load] behind which all accesses of this CPU come after it: `smp_load_acquire` of Linux 6.15
    /// (BPF_LOAD_ACQ, Documentation/bpf/standardization/instruction-set.rst).
    record LoadAcquire(AccessSize size, int dst, int base, int offset) implements Instruction {
        public LoadAcquire {
            Registers.requireWritable(dst);
            Registers.requireReadable(base);
        }

        /// The same without its order.
        public Load plain() { return new Load(size, false, dst, base, offset); }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// A [Store] that comes after all accesses of this CPU in front of it: `smp_store_release` of Linux 6.15
    /// (BPF_STORE_REL).
    record StoreRelease(AccessSize size, int base, int offset, int src) implements Instruction {
        public StoreRelease {
            Registers.requireReadable(base);
            Registers.requireReadable(src);
        }

        /// The same without its order.
        public Store plain() { return new Store(size, base, offset, new SourceOperand.Register(src)); }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Goes to slot + 1 + `offset` if this call of the function has come to its `may_goto`s [#MOST_TURNS] times, else
    /// on: `cond_break` and `can_loop` of Linux 6.9 (BPF_JCOND).
    record MayGoto(int offset) implements Instruction {
        /// BPF_MAX_LOOPS of include/linux/bpf_verifier.h. Kernels from 6.15 on look at the clock instead, on some
        /// machines, and give a loop a quarter of a second (`bpf_check_timed_may_goto`, kernel/bpf/core.c).
        public static final int MOST_TURNS = 1 << 23;

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Goes to slot + 1 + `offset` if `left CONDITION right` holds (section 4.3).
    record Branch(Condition condition, OperandWidth width, int left, SourceOperand right, int offset)
            implements
            Instruction {
        public Branch {
            Registers.requireReadable(left);
        }

        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Always goes to slot + 1 + `offset`: 16 bits of offset as `goto` (W64 class), 32 bits as `gotol` (W32
    /// class).
    record Jump(OperandWidth width, int offset) implements Instruction {
        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Calls with R1 to R5, result in R0; R1 to R5 are lost, R6 to R9 kept (section 4.3.1).
    record Call(CallTarget target) implements Instruction {
        @Override public String toString() { return Disassembler.text(this); }
    }

    /// Ends the subprogram or the program; R0 is the result.
    record Exit() implements Instruction {
        @Override public String toString() { return Disassembler.text(this); }
    }

    /// The legacy packet load of section 5.5, `R0 = ntoh(*(size *)(packet + index + offset))`. XDP programs
    /// may not use it; it is decoded to be refused by name. `index` is a register.
    record PacketLoad(AccessSize size, OptionalInt index, int offset) implements Instruction {
        public PacketLoad {
            index.ifPresent(Registers::requireReadable);
            if (size == AccessSize.DW) { throw new IllegalArgumentException("no packet load of 64 bits"); }
        }

        @Override public String toString() { return Disassembler.text(this); }
    }
}
