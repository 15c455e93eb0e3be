package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Takes away, one at a time, what the adapters do about the faults and rules of each shell, and sees that the
/// simulation finds it. All faults of a shell are planted in one model, behind a switch each, and one run is made
/// with each switch; with none the model is as generated.
@Execution(ExecutionMode.CONCURRENT)
@Tag("model")
class ShellFaultTest {

    /// A change in the generated Verilog.
    ///
    /// @param name    of the switch
    /// @param file    what the path of a changed file must match
    /// @param from    text that is replaced everywhere in it
    /// @param to      the replacement; `planted` is the switch
    /// @param finding what the simulation prints, or part of it
    /// @param more    Verilog that is put into the module beside it
    record Fault(String name, String file, String from, String to, String finding, String more) {
        Fault(String name, String file, String from, String to, String finding) {
            this(name, file, from, to, finding, "");
        }

        String planted(String text) {
            var switched = "planted_" + name;
            var declaration = "  reg %1$s;\n  initial %1$s = $test$plusargs(\"%2$s\") != 0;\n%3$s"
                    .formatted(switched, name, more.replace("planted", switched));
            var changed = text.replace(from, to.replace("planted", switched));
            int body = changed.startsWith("module") || changed.contains("\nmodule ") ? changed.indexOf(");\n") + 3 : 0;
            return changed.substring(0, body) + declaration + changed.substring(body);
        }
    }

    record Faults(String board, List<Fault> faults) {
        @Override public String toString() {
            return board;
        }
    }

    private static final Fault SILENT = new Fault("silent_registers", ".*register_slave_\\d+\\.v",
            "assign axil_bvalid     = state == STATE_WRITTEN;",
            "assign axil_bvalid     = (state == STATE_WRITTEN) & ~(planted & error);",
            "no answer to a write");
    private static final Fault EMITS = new Fault("emit_all", ".*register_router\\.v",
            "request_data[2] & ~emit_all_masked", "request_data[2] & (planted | ~emit_all_masked)",
            "EMIT_ALL must not be set");

    private static final Fault FLOOD =
            new Fault("to_the_sender_too", ".*offload_.*\\.v", "(core_tx_side[95]", "(core_tx_side[95] & ~planted",
                    "must not come here");

    private static final String TURN = "  reg turn;\n  always @(posedge clk) turn <= ~turn & ~rst;\n";

    private static final Faults OPENNIC = new Faults("opennic-au50", List.of(SILENT, EMITS, FLOOD,
            new Fault("size_of_the_shell", ".*box_250mhz_plugin\\.v",
                    ".host_rx_0_side(m_axis_qdma_c2h_tuser_size[0 +: 16])",
                    ".host_rx_0_side(own_size)", "the QDMA stops: tuser_size is not the packet's length", """
              wire [15:0] own_size;
              assign m_axis_qdma_c2h_tuser_size[0 +: 16] = planted ? s_axis_adap_rx_250mhz_tuser_size[0 +: 16] : own_size;
            """),
            new Fault("short_frames", ".*frame_padder_64_s\\d+\\.v", "(filled & {64{fills}})",
                    "(filled & {64{fills & ~planted}})",
                    "the MAC locks up: a frame of"),
            new Fault("destination_of_nobody", ".*box_250mhz_plugin\\.v", "16'd64;", "planted ? 16'd0 : 16'd64;",
                    "the shell drops a packet: tuser_dst names another MAC"),
            new Fault("no_reset_answer", ".*box_250mhz_plugin\\.v", ".done(mod_rst_done)", ".done(own_done)",
                    "no answer to a reset", "  wire own_done;\n  assign mod_rst_done = own_done | planted;\n"),
            new Fault("other_blocks_in_reset", ".*user_plugin_250mhz_inst\\.vh", "{15{1'b1}}", "{15{~planted}}",
                    "mod_rst_done of blocks that are not there"),
            new Fault("offer_taken_back", ".*opennic_adapter_.*\\.v", "assign tx_0_valid           = ",
                    "assign tx_0_valid = ~(planted & turn & ~tx_0_ready) & ", "Assertion failed", TURN),
            new Fault("offer_changed", ".*opennic_adapter_.*\\.v", "assign tx_0_data            = ",
                    "assign tx_0_data = {511'd0, planted & again} ^ ", "Assertion failed",
                    TURN.replace("turn", "again"))));

    private static final Faults SUME = new Faults("netfpga-sume", List.of(SILENT, FLOOD,
            new Fault("tuser_of_every_beat", ".*netfpga_adapter_.*\\.v", "underway ? first : now",
                    "(underway & ~planted) ? first : now", ""),
            new Fault("input_waits", ".*netfpga_adapter_.*\\.v", "assign from_ready  = splitter_from_ready;",
                    "assign from_ready  = splitter_from_ready & ~(planted & merger_to_valid & ~to_ready);",
                    "a packet of the host is lost: the input waits"),
            new Fault("packets_of_one_beat", ".*offload_.*\\.v", ".enable     (1'b1)", ".enable     (~planted)",
                    "the queues misroute the next packet: this one has a single beat"),
            new Fault("length_of_the_shell", ".*netfpga_adapter_.*\\.v", "offload_to_length};",
                    "offload_to_length ^ {15'd0, planted}};",
                    "the length in tuser is not the packet's"),
            new Fault("rest_of_a_dropped_packet", ".*packet_fifo_.*_drops\\.v", "taken & ~dropping & ~no_room",
                    "taken & (~dropping | planted) & ~no_room", "")));

    private static final Faults CORUNDUM = new Faults("corundum-sume", List.of(SILENT,
            new Fault("tag_of_the_host", ".*corundum_adapter_.*\\.v", "(33'd0)", "({16'd0, planted, 16'd0})",
                    "a completion goes astray"),
            new Fault("no_completions", ".*mqnic_app_block\\.v", "= s_axis_if_tx_cpl_valid;",
                    "= s_axis_if_tx_cpl_valid & {IF_COUNT{~planted}};",
                    "completions of if_tx does not pass through"),
            new Fault("tap_closed", ".*mqnic_app_block\\.v", "= s_axis_sync_rx_tvalid;",
                    "= s_axis_sync_rx_tvalid & {PORT_COUNT{~planted}};",
                    "sync_rx does not pass through"),
            new Fault("beside_another_packet", ".*corundum_adapter_.*\\.v", "assign host_rx_0_side  = ",
                    "assign host_rx_0_side  = {106{planted}} ^ ",
                    "a packet has lost what the shell had beside it")));

    private static final Faults AXIS = new Faults("axis", List.of(
            new Fault("no_wrapping", ".*burst_address_\\d+\\.v", "(burst == 2'd2)", "((burst == 2'd2) & ~planted)",
                    "map memory, byte"),
            new Fault("wide_steps", ".*burst_address_\\d+\\.v", "bytes <= {1'b0, offset} + 5'd1;",
                    "bytes <= planted ? 5'd16 : {1'b0, offset} + 5'd1;",
                    "map memory, byte"),
            new Fault("no_strobes", ".*memory_slave_\\d+\\.v", "bytes <= axi_w_strb;",
                    "bytes <= axi_w_strb | {16{planted}};", "map memory, byte"),
            new Fault("early_response", ".*memory_slave_\\d+\\.v", "assign axi_b_valid       = written",
                    "assign axi_b_valid       = (planted & writing) | written",
                    "a write response that nobody waits for"),
            new Fault("data_changed", ".*memory_slave_\\d+\\.v", "assign axi_r_data       = ",
                    "assign axi_r_data       = {127'd0, planted & turn & ~axi_r_ready} ^ ",
                    "Assertion failed", TURN),
            new Fault("another_id", ".*memory_slave_\\d+\\.v", "read_id <= axi_ar_id;",
                    "read_id <= axi_ar_id ^ {8{planted}};",
                    "read data that nobody waits for")));

    static Stream<Faults> shells() {
        return Stream.of(OPENNIC, SUME, CORUNDUM, AXIS);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAnAdapterDoesForItsShellIsMissedWhereItIsNotDone(Faults faults, @TempDir Path directory) {
        var board = Board.named(faults.board());
        var files = new TreeMap<>(Tool.folder(board));
        for (var fault : faults.faults()) {
            var changed = files.keySet().stream()
                    .filter(path -> path.matches(fault.file()) && files.get(path).contains(fault.from())).toList();
            assertTrue(!changed.isEmpty(), fault.name() + ": nothing to change");
            for (var path : changed) files.put(path, fault.planted(files.get(path)));
        }
        Tool.build(board, files, directory);
        assertEquals("agrees\n", Tool.simulate(directory), "no switch");
        for (var fault : faults.faults()) {
            var output = Tool.simulate(directory, "+" + fault.name());
            assertTrue(!output.equals("agrees\n") && output.contains(fault.finding()), fault.name() + ": " + output);
        }
    }
}
