// Takes reports and packets from the cores in the rotation in which they were dealt out. A report
// says whether a packet follows it; the next report waits until that has left.
// Generated from Collector.java; edit that file instead.
module collector (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  input  wire         sequential,
  input  wire         emit_all,
  output wire [511:0] axis_tdata,
  output wire [63:0]  axis_tkeep,
  output wire         axis_tvalid,
  input  wire         axis_tready,
  output wire         axis_tlast,
  // ifindex in 135..104, meta length in 103..96, redirect in 95..32, action in 31..0
  output wire [135:0] axis_tuser,
  output wire         report_valid,   // a packet's program has ended
  output wire [5:0]   report_context,
  output wire [63:0]  report_r0,      // the action in 31..0
  output wire [2:0]   report_cause,
  output wire [31:0]  report_slots,   // bundles that it took
  output wire [15:0]  report_length,  // in bytes
  output wire [7:0]   report_meta,    // bytes of metadata
  output wire [63:0]  report_redirect,
  output wire         idle,           // nothing waits here
  input  wire [511:0] core_0_tdata,
  input  wire [63:0]  core_0_tkeep,
  input  wire         core_0_tvalid,
  output wire         core_0_tready,
  input  wire         core_0_tlast,
  input  wire [135:0] core_0_tuser,
  input  wire [511:0] core_1_tdata,
  input  wire [63:0]  core_1_tkeep,
  input  wire         core_1_tvalid,
  output wire         core_1_tready,
  input  wire         core_1_tlast,
  input  wire [135:0] core_1_tuser,
  input  wire [511:0] core_2_tdata,
  input  wire [63:0]  core_2_tkeep,
  input  wire         core_2_tvalid,
  output wire         core_2_tready,
  input  wire         core_2_tlast,
  input  wire [135:0] core_2_tuser,
  input  wire [511:0] core_3_tdata,
  input  wire [63:0]  core_3_tkeep,
  input  wire         core_3_tvalid,
  output wire         core_3_tready,
  input  wire         core_3_tlast,
  input  wire [135:0] core_3_tuser,
  input  wire         core_report_0_valid,
  input  wire [5:0]   core_report_0_context,
  input  wire [63:0]  core_report_0_r0,
  input  wire [2:0]   core_report_0_cause,
  input  wire [31:0]  core_report_0_slots,
  input  wire [15:0]  core_report_0_length,
  input  wire [7:0]   core_report_0_meta,
  input  wire [63:0]  core_report_0_redirect,
  input  wire         core_report_1_valid,
  input  wire [5:0]   core_report_1_context,
  input  wire [63:0]  core_report_1_r0,
  input  wire [2:0]   core_report_1_cause,
  input  wire [31:0]  core_report_1_slots,
  input  wire [15:0]  core_report_1_length,
  input  wire [7:0]   core_report_1_meta,
  input  wire [63:0]  core_report_1_redirect,
  input  wire         core_report_2_valid,
  input  wire [5:0]   core_report_2_context,
  input  wire [63:0]  core_report_2_r0,
  input  wire [2:0]   core_report_2_cause,
  input  wire [31:0]  core_report_2_slots,
  input  wire [15:0]  core_report_2_length,
  input  wire [7:0]   core_report_2_meta,
  input  wire [63:0]  core_report_2_redirect,
  input  wire         core_report_3_valid,
  input  wire [5:0]   core_report_3_context,
  input  wire [63:0]  core_report_3_r0,
  input  wire [2:0]   core_report_3_cause,
  input  wire [31:0]  core_report_3_slots,
  input  wire [15:0]  core_report_3_length,
  input  wire [7:0]   core_report_3_meta,
  input  wire [63:0]  core_report_3_redirect
);

  localparam [2:0] CAUSE_NONE   = 3'd0;
  localparam [2:0] CAUSE_LENGTH = 3'd1;

  reg  [1:0]   turn;     // whose packet is next
  reg          sending;  // the packet whose report has been given is leaving
  reg          out_reported;
  reg  [192:0] out_report;
  reg          out_valid;
  reg          out_last;
  reg  [511:0] out_data;
  reg  [63:0]  out_keep;
  reg  [135:0] out_user;

  reg          waits;
  reg          leaves;
  wire         reports;
  wire         follows;
  wire         step;
  wire         takes;
  reg          stands;
  wire         valid;
  reg          last;
  wire         ends;
  wire [192:0] queue_0_pushed;
  wire         queue_0_pushed_leaves;
  wire         queue_0_valid;
  wire [192:0] queue_0_first;
  wire         queue_0_first_leaves;
  wire         queue_0_pop;
  wire [192:0] queue_1_pushed;
  wire         queue_1_pushed_leaves;
  wire         queue_1_valid;
  wire [192:0] queue_1_first;
  wire         queue_1_first_leaves;
  wire         queue_1_pop;
  wire [192:0] queue_2_pushed;
  wire         queue_2_pushed_leaves;
  wire         queue_2_valid;
  wire [192:0] queue_2_first;
  wire         queue_2_first_leaves;
  wire         queue_2_pop;
  wire [192:0] queue_3_pushed;
  wire         queue_3_pushed_leaves;
  wire         queue_3_valid;
  wire [192:0] queue_3_first;
  wire         queue_3_first_leaves;
  wire         queue_3_pop;

  report_queue queue_0 (
    .clk           (clk),
    .rst           (rst),
    .push          (core_report_0_valid),
    .pushed        (queue_0_pushed),
    .pushed_leaves (queue_0_pushed_leaves),
    .valid         (queue_0_valid),
    .first         (queue_0_first),
    .first_leaves  (queue_0_first_leaves),
    .pop           (queue_0_pop)
  );

  report_queue queue_1 (
    .clk           (clk),
    .rst           (rst),
    .push          (core_report_1_valid),
    .pushed        (queue_1_pushed),
    .pushed_leaves (queue_1_pushed_leaves),
    .valid         (queue_1_valid),
    .first         (queue_1_first),
    .first_leaves  (queue_1_first_leaves),
    .pop           (queue_1_pop)
  );

  report_queue queue_2 (
    .clk           (clk),
    .rst           (rst),
    .push          (core_report_2_valid),
    .pushed        (queue_2_pushed),
    .pushed_leaves (queue_2_pushed_leaves),
    .valid         (queue_2_valid),
    .first         (queue_2_first),
    .first_leaves  (queue_2_first_leaves),
    .pop           (queue_2_pop)
  );

  report_queue queue_3 (
    .clk           (clk),
    .rst           (rst),
    .push          (core_report_3_valid),
    .pushed        (queue_3_pushed),
    .pushed_leaves (queue_3_pushed_leaves),
    .valid         (queue_3_valid),
    .first         (queue_3_first),
    .first_leaves  (queue_3_first_leaves),
    .pop           (queue_3_pop)
  );

  // ---- the report ----

  assign queue_0_pushed        = {core_report_0_redirect, core_report_0_meta,
                                  core_report_0_length, core_report_0_slots, core_report_0_cause,
                                  core_report_0_r0, core_report_0_context};
  assign queue_0_pushed_leaves = ((core_report_0_cause == CAUSE_NONE)
                                  & ((core_report_0_r0[31:0] == 32'd2)
                                     | (core_report_0_r0[31:0] == 32'd3)
                                     | (core_report_0_r0[31:0] == 32'd4)))
                                 | (emit_all & (core_report_0_cause != CAUSE_LENGTH));
  assign queue_1_pushed        = {core_report_1_redirect, core_report_1_meta,
                                  core_report_1_length, core_report_1_slots, core_report_1_cause,
                                  core_report_1_r0, core_report_1_context};
  assign queue_1_pushed_leaves = ((core_report_1_cause == CAUSE_NONE)
                                  & ((core_report_1_r0[31:0] == 32'd2)
                                     | (core_report_1_r0[31:0] == 32'd3)
                                     | (core_report_1_r0[31:0] == 32'd4)))
                                 | (emit_all & (core_report_1_cause != CAUSE_LENGTH));
  assign queue_2_pushed        = {core_report_2_redirect, core_report_2_meta,
                                  core_report_2_length, core_report_2_slots, core_report_2_cause,
                                  core_report_2_r0, core_report_2_context};
  assign queue_2_pushed_leaves = ((core_report_2_cause == CAUSE_NONE)
                                  & ((core_report_2_r0[31:0] == 32'd2)
                                     | (core_report_2_r0[31:0] == 32'd3)
                                     | (core_report_2_r0[31:0] == 32'd4)))
                                 | (emit_all & (core_report_2_cause != CAUSE_LENGTH));
  assign queue_3_pushed        = {core_report_3_redirect, core_report_3_meta,
                                  core_report_3_length, core_report_3_slots, core_report_3_cause,
                                  core_report_3_r0, core_report_3_context};
  assign queue_3_pushed_leaves = ((core_report_3_cause == CAUSE_NONE)
                                  & ((core_report_3_r0[31:0] == 32'd2)
                                     | (core_report_3_r0[31:0] == 32'd3)
                                     | (core_report_3_r0[31:0] == 32'd4)))
                                 | (emit_all & (core_report_3_cause != CAUSE_LENGTH));

  always @* begin
    case (turn)
      2'd0:    waits = queue_0_valid;
      2'd1:    waits = queue_1_valid;
      2'd2:    waits = queue_2_valid;
      default: waits = queue_3_valid;  // 2'd3
    endcase
  end

  always @* begin
    case (turn)
      2'd0:    leaves = queue_0_first_leaves;
      2'd1:    leaves = queue_1_first_leaves;
      2'd2:    leaves = queue_2_first_leaves;
      default: leaves = queue_3_first_leaves;  // 2'd3
    endcase
  end

  assign reports               = ~sending & waits;
  assign queue_0_pop           = reports & (turn == 2'd0);
  assign queue_1_pop           = reports & (turn == 2'd1);
  assign queue_2_pop           = reports & (turn == 2'd2);
  assign queue_3_pop           = reports & (turn == 2'd3);
  assign report_valid          = out_reported;
  assign report_context        = out_report[5:0];
  assign report_r0             = out_report[69:6];
  assign report_cause          = out_report[72:70];
  assign report_slots          = out_report[104:73];
  assign report_length         = out_report[120:105];
  assign report_meta           = out_report[128:121];
  assign report_redirect       = out_report[192:129];

  // ---- its packet ----

  assign follows       = reports & leaves;
  assign step          = ~out_valid | axis_tready;
  assign takes         = step & (sending | follows);
  assign core_0_tready = takes & (turn == 2'd0);
  assign core_1_tready = takes & (turn == 2'd1);
  assign core_2_tready = takes & (turn == 2'd2);
  assign core_3_tready = takes & (turn == 2'd3);

  always @* begin
    case (turn)
      2'd0:    stands = core_0_tvalid;
      2'd1:    stands = core_1_tvalid;
      2'd2:    stands = core_2_tvalid;
      default: stands = core_3_tvalid;  // 2'd3
    endcase
  end

  assign valid         = takes & stands;

  always @* begin
    case (turn)
      2'd0:    last = core_0_tlast;
      2'd1:    last = core_1_tlast;
      2'd2:    last = core_2_tlast;
      default: last = core_3_tlast;  // 2'd3
    endcase
  end

  assign ends          = valid & last;
  assign axis_tvalid   = out_valid;
  assign axis_tlast    = out_last;
  assign axis_tdata    = out_data;
  assign axis_tkeep    = out_keep;
  assign axis_tuser    = out_user;

  // ---- the turn ----

  assign idle = ~((|{queue_0_valid, queue_1_valid, queue_2_valid, queue_3_valid}) | sending
                  | out_reported | out_valid);

  always @(posedge clk) begin
    // the report
    out_reported <= reports;
    case (turn)
      2'd0:    out_report <= queue_0_first;
      2'd1:    out_report <= queue_1_first;
      2'd2:    out_report <= queue_2_first;
      default: out_report <= queue_3_first;  // 2'd3
    endcase
    // its packet
    if (step) begin
      out_valid <= valid;
      out_last <= last;
      case (turn)
        2'd0:    out_data <= core_0_tdata;
        2'd1:    out_data <= core_1_tdata;
        2'd2:    out_data <= core_2_tdata;
        default: out_data <= core_3_tdata;  // 2'd3
      endcase
      case (turn)
        2'd0:    out_keep <= core_0_tkeep;
        2'd1:    out_keep <= core_1_tkeep;
        2'd2:    out_keep <= core_2_tkeep;
        default: out_keep <= core_3_tkeep;  // 2'd3
      endcase
      case (turn)
        2'd0:    out_user <= core_0_tuser;
        2'd1:    out_user <= core_1_tuser;
        2'd2:    out_user <= core_2_tuser;
        default: out_user <= core_3_tuser;  // 2'd3
      endcase
    end
    // the turn
    sending <= (sending | follows) & ~ends;
    if ((ends | (reports & ~follows)) & ~sequential) begin
      turn <= turn + 2'd1;
    end
    if (rst) begin
      turn <= 2'd0;
      sending <= 1'b0;
      out_reported <= 1'b0;
      out_valid <= 1'b0;
    end
  end

endmodule
