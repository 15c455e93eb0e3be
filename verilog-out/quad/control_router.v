// The control port of several cores: writes go to all of them or to the selected one, reads come
// from the selected one; STATUS and the counts are those of all cores, read one after the other.
// Generated from ControlRouter.java; edit that file instead.
module control_router (
  input  wire        clk,
  input  wire        rst,           // synchronous, active high
  input  wire [11:0] axil_awaddr,   // AXI4-Lite: the control registers
  input  wire        axil_awvalid,
  output wire        axil_awready,
  input  wire [31:0] axil_wdata,
  input  wire [3:0]  axil_wstrb,
  input  wire        axil_wvalid,
  output wire        axil_wready,
  output wire [1:0]  axil_bresp,
  output wire        axil_bvalid,
  input  wire        axil_bready,
  input  wire [11:0] axil_araddr,
  input  wire        axil_arvalid,
  output wire        axil_arready,
  output wire [31:0] axil_rdata,
  output wire [1:0]  axil_rresp,
  output wire        axil_rvalid,
  input  wire        axil_rready,
  output wire [11:0] core_address,  // to every core
  output wire [31:0] core_data,
  output wire [3:0]  core_strobes,
  input  wire        idle,          // nothing waits outside of the cores
  output wire        sequential,
  output wire        emit_all,
  output wire        core_0_awvalid,
  input  wire        core_0_awready,
  output wire        core_0_wvalid,
  input  wire        core_0_wready,
  input  wire [1:0]  core_0_bresp,
  input  wire        core_0_bvalid,
  output wire        core_0_arvalid,
  input  wire        core_0_arready,
  input  wire [31:0] core_0_rdata,
  input  wire [1:0]  core_0_rresp,
  input  wire        core_0_rvalid,
  output wire        core_1_awvalid,
  input  wire        core_1_awready,
  output wire        core_1_wvalid,
  input  wire        core_1_wready,
  input  wire [1:0]  core_1_bresp,
  input  wire        core_1_bvalid,
  output wire        core_1_arvalid,
  input  wire        core_1_arready,
  input  wire [31:0] core_1_rdata,
  input  wire [1:0]  core_1_rresp,
  input  wire        core_1_rvalid,
  output wire        core_2_awvalid,
  input  wire        core_2_awready,
  output wire        core_2_wvalid,
  input  wire        core_2_wready,
  input  wire [1:0]  core_2_bresp,
  input  wire        core_2_bvalid,
  output wire        core_2_arvalid,
  input  wire        core_2_arready,
  input  wire [31:0] core_2_rdata,
  input  wire [1:0]  core_2_rresp,
  input  wire        core_2_rvalid,
  output wire        core_3_awvalid,
  input  wire        core_3_awready,
  output wire        core_3_wvalid,
  input  wire        core_3_wready,
  input  wire [1:0]  core_3_bresp,
  input  wire        core_3_bvalid,
  output wire        core_3_arvalid,
  input  wire        core_3_arready,
  input  wire [31:0] core_3_rdata,
  input  wire [1:0]  core_3_rresp,
  input  wire        core_3_rvalid
);

  localparam [2:0] STATE_IDLE    = 3'd0;
  localparam [2:0] STATE_WRITE   = 3'd1;
  localparam [2:0] STATE_WRITTEN = 3'd2;
  localparam [2:0] STATE_READ    = 3'd3;
  localparam [2:0] STATE_ANSWER  = 3'd4;

  reg  [2:0]  state;
  reg  [11:0] address;
  reg  [31:0] data;
  reg  [3:0]  strobes;
  reg         asks;        // it has not taken the address yet
  reg  [31:0] answer;
  reg         refused;
  reg         all;
  reg         sequential_now;
  reg         emit_all_now;
  reg  [3:0]  untaken;     // cores that have not taken the write yet
  reg  [3:0]  unanswered;  // cores that have not answered it yet
  reg  [1:0]  turn;        // the core that is read
  reg  [1:0]  selected;
  reg         is_joint;

  wire        free;
  wire        both;
  wire        writes_here;
  wire        everywhere;
  wire [3:0]  targets;
  wire        writing;
  wire [3:0]  taken;
  wire [3:0]  answered;
  wire [3:0]  refusals;
  wire        exists;
  wire        selects;
  wire        sums;
  wire        joint;
  wire        asked;
  wire        reading;
  wire        reads_here;
  reg         ready;
  reg         valid;
  reg  [31:0] value;
  reg  [1:0]  response;

  // ---- one access at a time; address and data of a write are taken together ----

  assign free         = state == STATE_IDLE;
  assign both         = free & axil_awvalid & axil_wvalid;
  assign axil_awready = both;
  assign axil_wready  = both;
  assign axil_arready = free & ~both;
  assign core_address = address;
  assign core_data    = data;
  assign core_strobes = strobes;

  // ---- writes ----

  assign writes_here    = ((axil_awaddr[11:2] == 10'd28) & ~(|axil_awaddr[1:0]))
                          | ((axil_awaddr[11:2] == 10'd29) & ~(|axil_awaddr[1:0]));
  assign everywhere     = (all & ~((axil_awaddr[11:2] == 10'd50) & ~(|axil_awaddr[1:0])))
                          | ((axil_awaddr[11:2] == 10'd8) & ~(|axil_awaddr[1:0]));
  assign targets        = {4{~writes_here}}
                          & {everywhere | (selected == 2'd3), everywhere | (selected == 2'd2),
                             everywhere | (selected == 2'd1), everywhere | (selected == 2'd0)};
  assign writing        = state == STATE_WRITE;
  assign core_0_awvalid = untaken[0];
  assign core_0_wvalid  = untaken[0];
  assign core_1_awvalid = untaken[1];
  assign core_1_wvalid  = untaken[1];
  assign core_2_awvalid = untaken[2];
  assign core_2_wvalid  = untaken[2];
  assign core_3_awvalid = untaken[3];
  assign core_3_wvalid  = untaken[3];
  assign taken          = {core_3_awready & core_3_wready, core_2_awready & core_2_wready,
                           core_1_awready & core_1_wready, core_0_awready & core_0_wready};
  assign answered       = {core_3_bvalid, core_2_bvalid, core_1_bvalid, core_0_bvalid};
  assign refusals       = {core_3_bvalid & (|core_3_bresp), core_2_bvalid & (|core_2_bresp),
                           core_1_bvalid & (|core_1_bresp), core_0_bvalid & (|core_0_bresp)};
  assign exists         = ~(|data[31:9]) & (data[7:0] < 8'd4);
  assign selects        = (address[11:2] == 10'd29) & ~(|address[1:0]) & (&strobes) & exists;

  // ---- reads ----

  assign sums           = ((axil_araddr[11:2] == 10'd26) & ~(|axil_araddr[1:0]))
                          | ((axil_araddr[11:5] == 7'd4) & ~(|axil_araddr[1:0]))
                          | ((axil_araddr[11:5] == 7'd5) & ~(|axil_araddr[1:0]))
                          | ((axil_araddr[11:2] == 10'd49) & ~(|axil_araddr[1:0]));
  assign joint          = all & (sums | ((axil_araddr[11:2] == 10'd9) & ~(|axil_araddr[1:0])));
  assign asked          = free & ~both & axil_arvalid;
  assign reading        = state == STATE_READ;
  assign reads_here     = ((address[11:2] == 10'd28) & ~(|address[1:0]))
                          | ((address[11:2] == 10'd29) & ~(|address[1:0]));
  assign core_0_arvalid = reading & asks & ~reads_here & (turn == 2'd0);
  assign core_1_arvalid = reading & asks & ~reads_here & (turn == 2'd1);
  assign core_2_arvalid = reading & asks & ~reads_here & (turn == 2'd2);
  assign core_3_arvalid = reading & asks & ~reads_here & (turn == 2'd3);

  always @* begin
    case (turn)
      2'd0:    ready = core_0_arready;
      2'd1:    ready = core_1_arready;
      2'd2:    ready = core_2_arready;
      default: ready = core_3_arready;  // 2'd3
    endcase
  end

  always @* begin
    case (turn)
      2'd0:    valid = core_0_rvalid;
      2'd1:    valid = core_1_rvalid;
      2'd2:    valid = core_2_rvalid;
      default: valid = core_3_rvalid;  // 2'd3
    endcase
  end

  always @* begin
    case (turn)
      2'd0:    value = core_0_rdata;
      2'd1:    value = core_1_rdata;
      2'd2:    value = core_2_rdata;
      default: value = core_3_rdata;  // 2'd3
    endcase
  end

  always @* begin
    case (turn)
      2'd0:    response = core_0_rresp;
      2'd1:    response = core_1_rresp;
      2'd2:    response = core_2_rresp;
      default: response = core_3_rresp;  // 2'd3
    endcase
  end

  assign axil_bvalid    = state == STATE_WRITTEN;
  assign axil_rvalid    = state == STATE_ANSWER;
  assign axil_bresp     = refused ? 2'd2 : 2'd0;
  assign axil_rresp     = refused ? 2'd2 : 2'd0;
  assign axil_rdata     = answer;
  assign sequential     = sequential_now;
  assign emit_all       = emit_all_now;

  always @(posedge clk) begin
    // writes
    if (both) begin
      address <= axil_awaddr;
      data <= axil_wdata;
      strobes <= axil_wstrb;
      untaken <= targets;
      unanswered <= targets;
      refused <= writes_here;
      state <= STATE_WRITE;
    end
    if (writing) begin
      untaken <= untaken & ~taken;
      unanswered <= unanswered & ~answered;
      if (|refusals) begin
        refused <= 1'b1;
      end
      if (selects) begin
        selected <= data[1:0];
        all <= data[8];
        refused <= 1'b0;
      end
      if ((address[11:2] == 10'd8) & ~(|address[1:0]) & (&strobes)) begin
        sequential_now <= data[1];
        emit_all_now <= data[2];
      end
      if (~(|unanswered)) begin
        state <= STATE_WRITTEN;
      end
    end
    // reads
    if (asked) begin
      address <= axil_araddr;
      is_joint <= joint;
      turn <= {2{~joint}} & selected;
      asks <= 1'b1;
      refused <= 1'b0;
      answer <= {31'd0, (axil_araddr[11:2] == 10'd9) & ~(|axil_araddr[1:0]) & (~joint | idle)};
      state <= STATE_READ;
    end
    if (reading & ready) begin
      asks <= 1'b0;
    end
    if (reading & valid) begin
      answer <= ((address[11:2] == 10'd9) & ~(|address[1:0])) ? {30'd0, answer[1] | value[1],
                                                                 answer[0] & value[0]}
                : answer + value;
      if (|response) begin
        refused <= 1'b1;
      end
      if (is_joint & ~(&turn)) begin
        turn <= turn + 2'd1;
        asks <= 1'b1;
      end else begin
        state <= STATE_ANSWER;
      end
    end
    if (reading & reads_here) begin
      answer <= ((address[11:2] == 10'd28) & ~(|address[1:0])) ? 32'd4
                : {23'd0, all, 6'd0, selected};
      state <= STATE_ANSWER;
    end
    if ((axil_bvalid & axil_bready) | (axil_rvalid & axil_rready)) begin
      state <= STATE_IDLE;
    end
    if (rst) begin
      state <= STATE_IDLE;
      all <= 1'b1;
      sequential_now <= 1'b0;
      emit_all_now <= 1'b0;
      untaken <= 4'd0;
      unanswered <= 4'd0;
      selected <= 2'd0;
    end
  end

endmodule
