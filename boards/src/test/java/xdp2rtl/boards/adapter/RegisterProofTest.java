package xdp2rtl.boards.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.adapter.RegisterSlave.Slave;
import xdp2rtl.boards.proof.Prover;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

/// What the register path must do, proved: AXI4-Lite is kept at both ends, each access has one answer, in bounded time.
/// For each a fault is planted, and found.
@Tag("long")
class RegisterProofTest {
    /// Cycles in which faults are looked for.
    private static final int BOUND = 50;

    @TempDir Path directory;

    @Doc("the slave with somebody who takes up to three cycles for each of the four phases, and a master that takes an answer within three")
    static final class SlaveProof extends Component {
        private static final int ADDRESS = 13;
        /// Cycles from an access that is there as a whole to its answer, another access before it included.
        private static final int LONGEST = 32;
        private static final int PATIENCE = 3;

        final Slave port = Slave.of(this, ADDRESS);
        final In done = in(1);
        final In answer = in(32);
        final In error = in(1);
        final RegisterSlave block = use(new RegisterSlave(ADDRESS));
        final RegisterChecker rules = use(new RegisterChecker(ADDRESS));
        @Doc("cycles that a phase has taken")
        final Reg phase = reg(2);
        final Reg was = reg(1);
        @Doc("cycles that a read has waited, a write")
        final Reg reading = reg(6);
        final Reg writing = reg(6);
        @Doc("cycles that an answer has waited")
        final Reg slow = reg(2);

        SlaveProof() {
            super("proof_of_register_slave");
        }

        @Override protected void logic() {
            port.connect(block.axil);
            rules.watch(port);
            var request = block.request;
            request.done().assign(done);
            request.answer().assign(answer);
            request.error().assign(error);
            unused(request.write(), request.address(), request.data(), request.strobes());
            was.next(done);
            var owed = let("owed", request.valid().isNot(done));
            phase.next(owed.then(phase.is(PATIENCE).then(phase, phase.plus(1)), constant(2, 0)));
            given("done_follows_valid", was.is(done).or(done.is(request.valid())));
            given("done_in_time", owed.not().or(phase.below(PATIENCE)));
            var waits = let("waits", port.bvalid().and(port.bready().not()).or(port.rvalid().and(port.rready().not())));
            slow.next(waits.then(slow.is(PATIENCE).then(slow, slow.plus(1)), constant(2, 0)));
            given("the_master_takes_its_answer", waits.not().or(slow.below(PATIENCE)));

            var answered = let("answered", port.rvalid().and(port.rready()));
            var wrote = let("wrote", port.bvalid().and(port.bready()));
            reading.next(waited(reading, port.arvalid(), answered));
            writing.next(waited(writing, port.awvalid().and(port.wvalid()), wrote));
            check("a_read_is_answered_in_time", reading.below(LONGEST));
            check("a_write_is_answered_in_time", writing.below(LONGEST));
            check("one_answer_at_a_time", port.bvalid().and(port.rvalid()).not());
        }

        private Bits waited(Reg count, Bits asked, Bits ended) {
            var begun = asked.or(count.any()).and(ended.not());
            return begun.then(count.is(63).then(count, count.plus(1)), constant(6, 0));
        }
    }

    @Doc("the router between a request that keeps the four phases and a core that answers")
    static final class RouterProof extends Component {
        final RegisterRequest.Answering request = RegisterRequest.Answering.of(this);
        final CorePorts.Control core = CorePorts.Control.of(this);
        final In answer = in(32);
        final In error = in(1);
        final RegisterRouter block = use(new RegisterRouter());
        final RegisterChecker rules = use(new RegisterChecker(12, RegisterChecker.End.SLAVE));
        final Reg was = reg(1);
        final Reg fields = reg(53);
        @Doc("cycles that the core has let the router wait")
        final Reg patience = reg(2);
        @Doc("cycles that the request waits")
        final Reg waited = reg(5);

        RouterProof() {
            super("proof_of_register_router");
        }

        @Override protected void logic() {
            Offload.connect(request, block.request);
            core.from(block.core);
            rules.watch(core);
            block.answer.assign(answer);
            block.error.assign(error);
            unused(block.word, block.write, block.writing, block.data);
            var now = let("now",
                    Bits.concat(List.of(request.write(), request.address(), request.data(), request.strobes())));
            was.next(request.valid());
            fields.next(now);
            given("a_request_waits_for_done", was.not().or(request.valid()).or(request.done()));
            given("a_new_request_waits_for_no_done", was.or(request.valid().not()).or(request.done().not()));
            given("a_request_stays", was.and(request.valid()).not().or(fields.is(now)));

            var asks = let("asks",
                    core.awvalid().or(core.wvalid()).or(core.arvalid()).or(core.bready()).or(core.rready()));
            var moves = let("moves",
                    core.awvalid().and(core.awready()).or(core.wvalid().and(core.wready()))
                            .or(core.arvalid().and(core.arready()))
                            .or(core.bvalid().and(core.bready())).or(core.rvalid().and(core.rready())));
            patience.next(asks.and(moves.not()).then(patience.is(3).then(patience, patience.plus(1)), constant(2, 0)));
            given("the_core_goes_on", patience.below(3));
            waited.next(request.valid().and(request.done().not()).then(waited.is(31).then(waited, waited.plus(1)),
                    constant(5, 0)));
            check("a_request_is_answered_in_time", waited.below(20));
            check("only_one_way_at_a_time", core.arvalid().and(core.awvalid().or(core.wvalid())).not());
        }
    }

    private Prover of(Component proof) {
        return Prover.of(proof, directory);
    }

    @Test void theSlaveKeepsAxiLiteAndAnswersEachAccessOnceAndSoon() {
        assertEquals(Prover.HOLDS, of(new SlaveProof()).always());
    }

    @Test void anAnswerThatGoesAwayIsFound() {
        found(new SlaveProof(), "register_slave", "if (axil_bready)", "if (1'b1)");
    }

    @Test void anAnswerThatComesTwiceIsFound() {
        found(new SlaveProof(), "register_slave", "state <= STATE_RELEASING;",
                "state <= write ? STATE_WRITTEN : STATE_RELEASING;");
    }

    @Test void anAccessThatIsNeverAnsweredIsFound() {
        found(new SlaveProof(), "register_slave", "state <= STATE_READ;", "state <= STATE_RELEASING;");
    }

    @Test void readsThatWaitForEverAreFound() {
        found(new SlaveProof(), "register_slave", "& ~(write & axil_arvalid)", "");
    }

    @Test void theRouterKeepsAxiLiteToTheCoreAndAnswersSoon() {
        assertEquals(Prover.HOLDS, of(new RouterProof()).always());
    }

    @Test void anAccessThatTheCoreTakesTwiceIsFound() {
        found(new RouterProof(), "register_router", "payload <= 1'b0;", "payload <= payload;");
    }

    @Test void aRequestThatIsNotAnsweredIsFound() {
        found(new RouterProof(), "register_router", "= state == STATE_DONE;", "= (state == STATE_DONE) & ~failed;");
    }

    private void found(Component proof, String module, String from, String to) {
        assertEquals(Prover.FAILS, of(proof).with(module, from, to).bounded(BOUND));
    }
}
