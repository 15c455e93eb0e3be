package xdp2rtl.boards.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import xdp2rtl.boards.proof.Prover;

/// What the whole adapters must do, proved for the first cycles with narrow beats, short frames and small queues: their
/// streams keep AXI4-Stream and their register ports AXI4-Lite, no packet is broken into, each byte is in its place,
/// and nothing is missing where nothing may be dropped ([AdapterProof]). For each a fault is planted, and found.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class AdapterProofTest {
    /// Cycles in which a packet of the core gets through OpenNIC's and Corundum's adapters to the wire, padded; through
    /// NetFPGA's one of the host.
    private static final int BOUND = 11;
    /// Cycles that z3 gets through in seconds where an adapter has several sources of packets.
    private static final int LARGE = 9;

    @TempDir Path directory;

    private void holds(AdapterProof proof) {
        assertEquals(Prover.HOLDS, Prover.of(proof, directory).bounded(BOUND));
    }

    private void largeHolds(AdapterProof proof) {
        var prover = Prover.of(proof, directory);
        assertEquals(Prover.HOLDS, prover.bounded(LARGE));
        assertEquals(Prover.HOLDS, prover.gates(BOUND));
    }

    private void found(AdapterProof proof, String module, String from, String to) {
        assertEquals(Prover.FAILS, Prover.of(proof, directory).with(module, from, to).gates(BOUND));
    }

    @Test void openNicsAdapterKeepsItsPacketsWhole() {
        holds(new OpenNicProof(1));
    }

    @Test void openNicsAdapterOfTwoPortsKeepsItsPacketsWhole() {
        largeHolds(new OpenNicProof(2));
    }

    @Test void aBroadcastDoesNotComeBackToItsSender() {
        largeHolds(new OpenNicProof(2, true));
    }

    @Test void aBroadcastThatComesBackIsFound() {
        found(new OpenNicProof(2, true), "offload", "core_tx_side[95]", "1'b0");
    }

    @Test void aPacketWhoseInterfaceIsRenamedOnItsWayToTheCoreIsFound() {
        found(new OpenNicProof(1), "offload", "offered ? offered_index : written", "written");
    }

    @Test void aFrameThatReachesTheWireUnpaddedIsFound() {
        var faulty = Prover.of(new OpenNicProof(1), directory).with("offload", "(~slice_to_side[0])", "(1'b0)");
        assertEquals(Prover.FAILS, faulty.bounded(BOUND));
    }

    @Test void corundumsAdapterKeepsItsPacketsWhole() {
        holds(new CorundumProof(1, AdapterProof.BEAT));
    }

    @Test void corundumsAdapterKeepsPacketsWholeThatItCutsAndGathers() {
        holds(new CorundumProof(1, AdapterProof.BEAT / 2));
    }

    @Test void aHostThatIsNotHeardIsFound() {
        found(new CorundumProof(1, AdapterProof.BEAT), "corundum_adapter",
                "assign host_tx_0_ready = sender_0_from_1_ready", "assign host_tx_0_ready = 1'b1");
    }

    @Test void netFpgasAdapterKeepsItsPacketsWholeAndNeverWaits() {
        largeHolds(new NetFpgaProof(AdapterProof.BEAT));
    }

    @Test void whatTheShellSaysOnlyInTheFirstBeatAndIsLostIsFound() {
        found(new NetFpgaProof(AdapterProof.BEAT), "netfpga_adapter", "underway ? first : now", "now");
    }
}
