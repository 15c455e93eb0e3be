package xdp2rtl.lower;

import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Width;
import xdp2rtl.verifier.Branches;
import xdp2rtl.verifier.Type;

/// Conditional branches (RFC 9669, section 4.3). A comparison with `data_end` becomes one with the length.
final class BranchLowering {
    private final Site site;
    private final Branches branches;

    BranchLowering(Site site, Branches branches) {
        this.site = site;
        this.branches = branches;
    }

    /// Branches to `taken`, else goes to `otherwise`.
    void branch(Draft taken, Draft otherwise) {
        if (site.node().instruction() instanceof Instruction.MayGoto) {
            mayGoto(taken, otherwise);
            return;
        }
        Instruction.Branch branch = (Instruction.Branch) site.node().instruction();
        Type[] types = branches.operands(site.state(), site.node());
        Value left = site.read(branch.left());
        Value right = site.read(branch.right());
        Cond cond = cond(branch.condition());
        boolean ended = false;
        if (types[0].isPlace() && types[1] instanceof Type.PacketEnd) {
            site.emitter.branchOnLength(signed(cond), left, taken);
        } else if (types[0] instanceof Type.PacketEnd && types[1].isPlace()) {
            site.emitter.branchOnLength(signed(cond).swapped(), right, taken);
        } else {
            // Places in front of the packet are negative numbers, so the order of places is the signed one.
            boolean places = types[0].isPlace() && types[1].isPlace();
            ended = site.emitter.branch(places ? signed(cond) : cond, AluLowering.width(branch.width()),
                    left, right, taken);
        }
        if (!ended) {
            site.emitter.jump(otherwise);
        }
    }

    /// Counts the turns of a call of the function down.
    private void mayGoto(Draft taken, Draft otherwise) {
        Variable turns = new Variable.Turns(site.node().frame());
        Value left = site.read(turns);
        site.write(turns, site.emitter.alu(AluOp.ADD, left, -1));
        // Below 0 once it was taken: then it always is.
        if (!site.emitter.branch(Cond.SLE, Width.W64, left, Value.ZERO, taken)) {
            site.emitter.jump(otherwise);
        }
    }

    private static Cond cond(Condition condition) {
        return switch (condition) {
            case EQ -> Cond.EQ;
            case NE -> Cond.NE;
            case SET -> Cond.SET;
            case GT -> Cond.GT;
            case GE -> Cond.GE;
            case LT -> Cond.LT;
            case LE -> Cond.LE;
            case SGT -> Cond.SGT;
            case SGE -> Cond.SGE;
            case SLT -> Cond.SLT;
            case SLE -> Cond.SLE;
        };
    }

    private static Cond signed(Cond cond) {
        return switch (cond) {
            case LT, SLT -> Cond.SLT;
            case LE, SLE -> Cond.SLE;
            case GT, SGT -> Cond.SGT;
            case GE, SGE -> Cond.SGE;
            case EQ, NE, SET, CLEAR -> cond;
        };
    }
}
