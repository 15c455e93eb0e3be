// Several cores with the ports of one: packets are dealt out in turn and leave in the order of
// arrival. Each core has its own program, frames and maps.
// Generated from Cores.java; edit that file instead.
module cores (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  input  wire [11:0]  s_axil_awaddr,  // AXI4-Lite: the control registers
  input  wire         s_axil_awvalid,
  output wire         s_axil_awready,
  input  wire [31:0]  s_axil_wdata,
  input  wire [3:0]   s_axil_wstrb,
  input  wire         s_axil_wvalid,
  output wire         s_axil_wready,
  output wire [1:0]   s_axil_bresp,
  output wire         s_axil_bvalid,
  input  wire         s_axil_bready,
  input  wire [11:0]  s_axil_araddr,
  input  wire         s_axil_arvalid,
  output wire         s_axil_arready,
  output wire [31:0]  s_axil_rdata,
  output wire [1:0]   s_axil_rresp,
  output wire         s_axil_rvalid,
  input  wire         s_axil_rready,
  output wire         report_valid,   // a packet's program has ended
  output wire [5:0]   report_context,
  output wire [63:0]  report_r0,      // the action in 31..0
  output wire [2:0]   report_cause,
  output wire [31:0]  report_slots,   // bundles that it took
  output wire [15:0]  report_length,  // in bytes
  output wire [7:0]   report_meta,    // bytes of metadata
  output wire [63:0]  report_redirect,
  input  wire [511:0] s_axis_tdata,
  input  wire [63:0]  s_axis_tkeep,
  input  wire         s_axis_tvalid,
  output wire         s_axis_tready,
  input  wire         s_axis_tlast,
  input  wire [63:0]  s_axis_tuser,   // rx queue in 63..32, ifindex in 31..0; of the last beat
  output wire [511:0] m_axis_tdata,
  output wire [63:0]  m_axis_tkeep,
  output wire         m_axis_tvalid,
  input  wire         m_axis_tready,
  output wire         m_axis_tlast,
  // ifindex in 135..104, meta length in 103..96, redirect in 95..32, action in 31..0
  output wire [135:0] m_axis_tuser
);

  wire         control_router_axil_awready;
  wire         control_router_axil_wready;
  wire [1:0]   control_router_axil_bresp;
  wire         control_router_axil_bvalid;
  wire         control_router_axil_arready;
  wire [31:0]  control_router_axil_rdata;
  wire [1:0]   control_router_axil_rresp;
  wire         control_router_axil_rvalid;
  wire [11:0]  control_router_core_address;
  wire [31:0]  control_router_core_data;
  wire [3:0]   control_router_core_strobes;
  wire         control_router_sequential;
  wire         control_router_emit_all;
  wire         control_router_core_0_awvalid;
  wire         control_router_core_0_wvalid;
  wire         control_router_core_0_arvalid;
  wire         control_router_core_1_awvalid;
  wire         control_router_core_1_wvalid;
  wire         control_router_core_1_arvalid;
  wire         control_router_core_2_awvalid;
  wire         control_router_core_2_wvalid;
  wire         control_router_core_2_arvalid;
  wire         control_router_core_3_awvalid;
  wire         control_router_core_3_wvalid;
  wire         control_router_core_3_arvalid;
  wire         dispatcher_tready;
  wire         dispatcher_core_valid_0;
  wire         dispatcher_core_valid_1;
  wire         dispatcher_core_valid_2;
  wire         dispatcher_core_valid_3;
  wire [511:0] collector_axis_tdata;
  wire [63:0]  collector_axis_tkeep;
  wire         collector_axis_tvalid;
  wire         collector_axis_tlast;
  wire [135:0] collector_axis_tuser;
  wire         collector_report_valid;
  wire [5:0]   collector_report_context;
  wire [63:0]  collector_report_r0;
  wire [2:0]   collector_report_cause;
  wire [31:0]  collector_report_slots;
  wire [15:0]  collector_report_length;
  wire [7:0]   collector_report_meta;
  wire [63:0]  collector_report_redirect;
  wire         collector_idle;
  wire         collector_core_0_tready;
  wire         collector_core_1_tready;
  wire         collector_core_2_tready;
  wire         collector_core_3_tready;
  wire         core_0_s_axil_awready;
  wire         core_0_s_axil_wready;
  wire [1:0]   core_0_s_axil_bresp;
  wire         core_0_s_axil_bvalid;
  wire         core_0_s_axil_arready;
  wire [31:0]  core_0_s_axil_rdata;
  wire [1:0]   core_0_s_axil_rresp;
  wire         core_0_s_axil_rvalid;
  wire         core_0_report_valid;
  wire [5:0]   core_0_report_context;
  wire [63:0]  core_0_report_r0;
  wire [2:0]   core_0_report_cause;
  wire [31:0]  core_0_report_slots;
  wire [15:0]  core_0_report_length;
  wire [7:0]   core_0_report_meta;
  wire [63:0]  core_0_report_redirect;
  wire         core_0_s_axis_tready;
  wire [511:0] core_0_m_axis_tdata;
  wire [63:0]  core_0_m_axis_tkeep;
  wire         core_0_m_axis_tvalid;
  wire         core_0_m_axis_tlast;
  wire [135:0] core_0_m_axis_tuser;
  wire         core_1_s_axil_awready;
  wire         core_1_s_axil_wready;
  wire [1:0]   core_1_s_axil_bresp;
  wire         core_1_s_axil_bvalid;
  wire         core_1_s_axil_arready;
  wire [31:0]  core_1_s_axil_rdata;
  wire [1:0]   core_1_s_axil_rresp;
  wire         core_1_s_axil_rvalid;
  wire         core_1_report_valid;
  wire [5:0]   core_1_report_context;
  wire [63:0]  core_1_report_r0;
  wire [2:0]   core_1_report_cause;
  wire [31:0]  core_1_report_slots;
  wire [15:0]  core_1_report_length;
  wire [7:0]   core_1_report_meta;
  wire [63:0]  core_1_report_redirect;
  wire         core_1_s_axis_tready;
  wire [511:0] core_1_m_axis_tdata;
  wire [63:0]  core_1_m_axis_tkeep;
  wire         core_1_m_axis_tvalid;
  wire         core_1_m_axis_tlast;
  wire [135:0] core_1_m_axis_tuser;
  wire         core_2_s_axil_awready;
  wire         core_2_s_axil_wready;
  wire [1:0]   core_2_s_axil_bresp;
  wire         core_2_s_axil_bvalid;
  wire         core_2_s_axil_arready;
  wire [31:0]  core_2_s_axil_rdata;
  wire [1:0]   core_2_s_axil_rresp;
  wire         core_2_s_axil_rvalid;
  wire         core_2_report_valid;
  wire [5:0]   core_2_report_context;
  wire [63:0]  core_2_report_r0;
  wire [2:0]   core_2_report_cause;
  wire [31:0]  core_2_report_slots;
  wire [15:0]  core_2_report_length;
  wire [7:0]   core_2_report_meta;
  wire [63:0]  core_2_report_redirect;
  wire         core_2_s_axis_tready;
  wire [511:0] core_2_m_axis_tdata;
  wire [63:0]  core_2_m_axis_tkeep;
  wire         core_2_m_axis_tvalid;
  wire         core_2_m_axis_tlast;
  wire [135:0] core_2_m_axis_tuser;
  wire         core_3_s_axil_awready;
  wire         core_3_s_axil_wready;
  wire [1:0]   core_3_s_axil_bresp;
  wire         core_3_s_axil_bvalid;
  wire         core_3_s_axil_arready;
  wire [31:0]  core_3_s_axil_rdata;
  wire [1:0]   core_3_s_axil_rresp;
  wire         core_3_s_axil_rvalid;
  wire         core_3_report_valid;
  wire [5:0]   core_3_report_context;
  wire [63:0]  core_3_report_r0;
  wire [2:0]   core_3_report_cause;
  wire [31:0]  core_3_report_slots;
  wire [15:0]  core_3_report_length;
  wire [7:0]   core_3_report_meta;
  wire [63:0]  core_3_report_redirect;
  wire         core_3_s_axis_tready;
  wire [511:0] core_3_m_axis_tdata;
  wire [63:0]  core_3_m_axis_tkeep;
  wire         core_3_m_axis_tvalid;
  wire         core_3_m_axis_tlast;
  wire [135:0] core_3_m_axis_tuser;

  control_router control_router (
    .clk            (clk),
    .rst            (rst),
    .axil_awaddr    (s_axil_awaddr),
    .axil_awvalid   (s_axil_awvalid),
    .axil_awready   (control_router_axil_awready),
    .axil_wdata     (s_axil_wdata),
    .axil_wstrb     (s_axil_wstrb),
    .axil_wvalid    (s_axil_wvalid),
    .axil_wready    (control_router_axil_wready),
    .axil_bresp     (control_router_axil_bresp),
    .axil_bvalid    (control_router_axil_bvalid),
    .axil_bready    (s_axil_bready),
    .axil_araddr    (s_axil_araddr),
    .axil_arvalid   (s_axil_arvalid),
    .axil_arready   (control_router_axil_arready),
    .axil_rdata     (control_router_axil_rdata),
    .axil_rresp     (control_router_axil_rresp),
    .axil_rvalid    (control_router_axil_rvalid),
    .axil_rready    (s_axil_rready),
    .core_address   (control_router_core_address),
    .core_data      (control_router_core_data),
    .core_strobes   (control_router_core_strobes),
    .idle           (collector_idle),
    .sequential     (control_router_sequential),
    .emit_all       (control_router_emit_all),
    .core_0_awvalid (control_router_core_0_awvalid),
    .core_0_awready (core_0_s_axil_awready),
    .core_0_wvalid  (control_router_core_0_wvalid),
    .core_0_wready  (core_0_s_axil_wready),
    .core_0_bresp   (core_0_s_axil_bresp),
    .core_0_bvalid  (core_0_s_axil_bvalid),
    .core_0_arvalid (control_router_core_0_arvalid),
    .core_0_arready (core_0_s_axil_arready),
    .core_0_rdata   (core_0_s_axil_rdata),
    .core_0_rresp   (core_0_s_axil_rresp),
    .core_0_rvalid  (core_0_s_axil_rvalid),
    .core_1_awvalid (control_router_core_1_awvalid),
    .core_1_awready (core_1_s_axil_awready),
    .core_1_wvalid  (control_router_core_1_wvalid),
    .core_1_wready  (core_1_s_axil_wready),
    .core_1_bresp   (core_1_s_axil_bresp),
    .core_1_bvalid  (core_1_s_axil_bvalid),
    .core_1_arvalid (control_router_core_1_arvalid),
    .core_1_arready (core_1_s_axil_arready),
    .core_1_rdata   (core_1_s_axil_rdata),
    .core_1_rresp   (core_1_s_axil_rresp),
    .core_1_rvalid  (core_1_s_axil_rvalid),
    .core_2_awvalid (control_router_core_2_awvalid),
    .core_2_awready (core_2_s_axil_awready),
    .core_2_wvalid  (control_router_core_2_wvalid),
    .core_2_wready  (core_2_s_axil_wready),
    .core_2_bresp   (core_2_s_axil_bresp),
    .core_2_bvalid  (core_2_s_axil_bvalid),
    .core_2_arvalid (control_router_core_2_arvalid),
    .core_2_arready (core_2_s_axil_arready),
    .core_2_rdata   (core_2_s_axil_rdata),
    .core_2_rresp   (core_2_s_axil_rresp),
    .core_2_rvalid  (core_2_s_axil_rvalid),
    .core_3_awvalid (control_router_core_3_awvalid),
    .core_3_awready (core_3_s_axil_awready),
    .core_3_wvalid  (control_router_core_3_wvalid),
    .core_3_wready  (core_3_s_axil_wready),
    .core_3_bresp   (core_3_s_axil_bresp),
    .core_3_bvalid  (core_3_s_axil_bvalid),
    .core_3_arvalid (control_router_core_3_arvalid),
    .core_3_arready (core_3_s_axil_arready),
    .core_3_rdata   (core_3_s_axil_rdata),
    .core_3_rresp   (core_3_s_axil_rresp),
    .core_3_rvalid  (core_3_s_axil_rvalid)
  );

  dispatcher dispatcher (
    .clk          (clk),
    .rst          (rst),
    .sequential   (control_router_sequential),
    .tvalid       (s_axis_tvalid),
    .tready       (dispatcher_tready),
    .tlast        (s_axis_tlast),
    .core_valid_0 (dispatcher_core_valid_0),
    .core_valid_1 (dispatcher_core_valid_1),
    .core_valid_2 (dispatcher_core_valid_2),
    .core_valid_3 (dispatcher_core_valid_3),
    .core_ready_0 (core_0_s_axis_tready),
    .core_ready_1 (core_1_s_axis_tready),
    .core_ready_2 (core_2_s_axis_tready),
    .core_ready_3 (core_3_s_axis_tready)
  );

  collector collector (
    .clk                    (clk),
    .rst                    (rst),
    .sequential             (control_router_sequential),
    .emit_all               (control_router_emit_all),
    .axis_tdata             (collector_axis_tdata),
    .axis_tkeep             (collector_axis_tkeep),
    .axis_tvalid            (collector_axis_tvalid),
    .axis_tready            (m_axis_tready),
    .axis_tlast             (collector_axis_tlast),
    .axis_tuser             (collector_axis_tuser),
    .report_valid           (collector_report_valid),
    .report_context         (collector_report_context),
    .report_r0              (collector_report_r0),
    .report_cause           (collector_report_cause),
    .report_slots           (collector_report_slots),
    .report_length          (collector_report_length),
    .report_meta            (collector_report_meta),
    .report_redirect        (collector_report_redirect),
    .idle                   (collector_idle),
    .core_0_tdata           (core_0_m_axis_tdata),
    .core_0_tkeep           (core_0_m_axis_tkeep),
    .core_0_tvalid          (core_0_m_axis_tvalid),
    .core_0_tready          (collector_core_0_tready),
    .core_0_tlast           (core_0_m_axis_tlast),
    .core_0_tuser           (core_0_m_axis_tuser),
    .core_1_tdata           (core_1_m_axis_tdata),
    .core_1_tkeep           (core_1_m_axis_tkeep),
    .core_1_tvalid          (core_1_m_axis_tvalid),
    .core_1_tready          (collector_core_1_tready),
    .core_1_tlast           (core_1_m_axis_tlast),
    .core_1_tuser           (core_1_m_axis_tuser),
    .core_2_tdata           (core_2_m_axis_tdata),
    .core_2_tkeep           (core_2_m_axis_tkeep),
    .core_2_tvalid          (core_2_m_axis_tvalid),
    .core_2_tready          (collector_core_2_tready),
    .core_2_tlast           (core_2_m_axis_tlast),
    .core_2_tuser           (core_2_m_axis_tuser),
    .core_3_tdata           (core_3_m_axis_tdata),
    .core_3_tkeep           (core_3_m_axis_tkeep),
    .core_3_tvalid          (core_3_m_axis_tvalid),
    .core_3_tready          (collector_core_3_tready),
    .core_3_tlast           (core_3_m_axis_tlast),
    .core_3_tuser           (core_3_m_axis_tuser),
    .core_report_0_valid    (core_0_report_valid),
    .core_report_0_context  (core_0_report_context),
    .core_report_0_r0       (core_0_report_r0),
    .core_report_0_cause    (core_0_report_cause),
    .core_report_0_slots    (core_0_report_slots),
    .core_report_0_length   (core_0_report_length),
    .core_report_0_meta     (core_0_report_meta),
    .core_report_0_redirect (core_0_report_redirect),
    .core_report_1_valid    (core_1_report_valid),
    .core_report_1_context  (core_1_report_context),
    .core_report_1_r0       (core_1_report_r0),
    .core_report_1_cause    (core_1_report_cause),
    .core_report_1_slots    (core_1_report_slots),
    .core_report_1_length   (core_1_report_length),
    .core_report_1_meta     (core_1_report_meta),
    .core_report_1_redirect (core_1_report_redirect),
    .core_report_2_valid    (core_2_report_valid),
    .core_report_2_context  (core_2_report_context),
    .core_report_2_r0       (core_2_report_r0),
    .core_report_2_cause    (core_2_report_cause),
    .core_report_2_slots    (core_2_report_slots),
    .core_report_2_length   (core_2_report_length),
    .core_report_2_meta     (core_2_report_meta),
    .core_report_2_redirect (core_2_report_redirect),
    .core_report_3_valid    (core_3_report_valid),
    .core_report_3_context  (core_3_report_context),
    .core_report_3_r0       (core_3_report_r0),
    .core_report_3_cause    (core_3_report_cause),
    .core_report_3_slots    (core_3_report_slots),
    .core_report_3_length   (core_3_report_length),
    .core_report_3_meta     (core_3_report_meta),
    .core_report_3_redirect (core_3_report_redirect)
  );

  core core_0 (
    .clk             (clk),
    .rst             (rst),
    .s_axil_awaddr   (control_router_core_address),
    .s_axil_awvalid  (control_router_core_0_awvalid),
    .s_axil_awready  (core_0_s_axil_awready),
    .s_axil_wdata    (control_router_core_data),
    .s_axil_wstrb    (control_router_core_strobes),
    .s_axil_wvalid   (control_router_core_0_wvalid),
    .s_axil_wready   (core_0_s_axil_wready),
    .s_axil_bresp    (core_0_s_axil_bresp),
    .s_axil_bvalid   (core_0_s_axil_bvalid),
    .s_axil_bready   (1'b1),
    .s_axil_araddr   (control_router_core_address),
    .s_axil_arvalid  (control_router_core_0_arvalid),
    .s_axil_arready  (core_0_s_axil_arready),
    .s_axil_rdata    (core_0_s_axil_rdata),
    .s_axil_rresp    (core_0_s_axil_rresp),
    .s_axil_rvalid   (core_0_s_axil_rvalid),
    .s_axil_rready   (1'b1),
    .report_valid    (core_0_report_valid),
    .report_context  (core_0_report_context),
    .report_r0       (core_0_report_r0),
    .report_cause    (core_0_report_cause),
    .report_slots    (core_0_report_slots),
    .report_length   (core_0_report_length),
    .report_meta     (core_0_report_meta),
    .report_redirect (core_0_report_redirect),
    .s_axis_tdata    (s_axis_tdata),
    .s_axis_tkeep    (s_axis_tkeep),
    .s_axis_tvalid   (dispatcher_core_valid_0),
    .s_axis_tready   (core_0_s_axis_tready),
    .s_axis_tlast    (s_axis_tlast),
    .s_axis_tuser    (s_axis_tuser),
    .m_axis_tdata    (core_0_m_axis_tdata),
    .m_axis_tkeep    (core_0_m_axis_tkeep),
    .m_axis_tvalid   (core_0_m_axis_tvalid),
    .m_axis_tready   (collector_core_0_tready),
    .m_axis_tlast    (core_0_m_axis_tlast),
    .m_axis_tuser    (core_0_m_axis_tuser),
    .cpu_base        (6'd0)
  );

  core core_1 (
    .clk             (clk),
    .rst             (rst),
    .s_axil_awaddr   (control_router_core_address),
    .s_axil_awvalid  (control_router_core_1_awvalid),
    .s_axil_awready  (core_1_s_axil_awready),
    .s_axil_wdata    (control_router_core_data),
    .s_axil_wstrb    (control_router_core_strobes),
    .s_axil_wvalid   (control_router_core_1_wvalid),
    .s_axil_wready   (core_1_s_axil_wready),
    .s_axil_bresp    (core_1_s_axil_bresp),
    .s_axil_bvalid   (core_1_s_axil_bvalid),
    .s_axil_bready   (1'b1),
    .s_axil_araddr   (control_router_core_address),
    .s_axil_arvalid  (control_router_core_1_arvalid),
    .s_axil_arready  (core_1_s_axil_arready),
    .s_axil_rdata    (core_1_s_axil_rdata),
    .s_axil_rresp    (core_1_s_axil_rresp),
    .s_axil_rvalid   (core_1_s_axil_rvalid),
    .s_axil_rready   (1'b1),
    .report_valid    (core_1_report_valid),
    .report_context  (core_1_report_context),
    .report_r0       (core_1_report_r0),
    .report_cause    (core_1_report_cause),
    .report_slots    (core_1_report_slots),
    .report_length   (core_1_report_length),
    .report_meta     (core_1_report_meta),
    .report_redirect (core_1_report_redirect),
    .s_axis_tdata    (s_axis_tdata),
    .s_axis_tkeep    (s_axis_tkeep),
    .s_axis_tvalid   (dispatcher_core_valid_1),
    .s_axis_tready   (core_1_s_axis_tready),
    .s_axis_tlast    (s_axis_tlast),
    .s_axis_tuser    (s_axis_tuser),
    .m_axis_tdata    (core_1_m_axis_tdata),
    .m_axis_tkeep    (core_1_m_axis_tkeep),
    .m_axis_tvalid   (core_1_m_axis_tvalid),
    .m_axis_tready   (collector_core_1_tready),
    .m_axis_tlast    (core_1_m_axis_tlast),
    .m_axis_tuser    (core_1_m_axis_tuser),
    .cpu_base        (6'd16)
  );

  core core_2 (
    .clk             (clk),
    .rst             (rst),
    .s_axil_awaddr   (control_router_core_address),
    .s_axil_awvalid  (control_router_core_2_awvalid),
    .s_axil_awready  (core_2_s_axil_awready),
    .s_axil_wdata    (control_router_core_data),
    .s_axil_wstrb    (control_router_core_strobes),
    .s_axil_wvalid   (control_router_core_2_wvalid),
    .s_axil_wready   (core_2_s_axil_wready),
    .s_axil_bresp    (core_2_s_axil_bresp),
    .s_axil_bvalid   (core_2_s_axil_bvalid),
    .s_axil_bready   (1'b1),
    .s_axil_araddr   (control_router_core_address),
    .s_axil_arvalid  (control_router_core_2_arvalid),
    .s_axil_arready  (core_2_s_axil_arready),
    .s_axil_rdata    (core_2_s_axil_rdata),
    .s_axil_rresp    (core_2_s_axil_rresp),
    .s_axil_rvalid   (core_2_s_axil_rvalid),
    .s_axil_rready   (1'b1),
    .report_valid    (core_2_report_valid),
    .report_context  (core_2_report_context),
    .report_r0       (core_2_report_r0),
    .report_cause    (core_2_report_cause),
    .report_slots    (core_2_report_slots),
    .report_length   (core_2_report_length),
    .report_meta     (core_2_report_meta),
    .report_redirect (core_2_report_redirect),
    .s_axis_tdata    (s_axis_tdata),
    .s_axis_tkeep    (s_axis_tkeep),
    .s_axis_tvalid   (dispatcher_core_valid_2),
    .s_axis_tready   (core_2_s_axis_tready),
    .s_axis_tlast    (s_axis_tlast),
    .s_axis_tuser    (s_axis_tuser),
    .m_axis_tdata    (core_2_m_axis_tdata),
    .m_axis_tkeep    (core_2_m_axis_tkeep),
    .m_axis_tvalid   (core_2_m_axis_tvalid),
    .m_axis_tready   (collector_core_2_tready),
    .m_axis_tlast    (core_2_m_axis_tlast),
    .m_axis_tuser    (core_2_m_axis_tuser),
    .cpu_base        (6'd32)
  );

  core core_3 (
    .clk             (clk),
    .rst             (rst),
    .s_axil_awaddr   (control_router_core_address),
    .s_axil_awvalid  (control_router_core_3_awvalid),
    .s_axil_awready  (core_3_s_axil_awready),
    .s_axil_wdata    (control_router_core_data),
    .s_axil_wstrb    (control_router_core_strobes),
    .s_axil_wvalid   (control_router_core_3_wvalid),
    .s_axil_wready   (core_3_s_axil_wready),
    .s_axil_bresp    (core_3_s_axil_bresp),
    .s_axil_bvalid   (core_3_s_axil_bvalid),
    .s_axil_bready   (1'b1),
    .s_axil_araddr   (control_router_core_address),
    .s_axil_arvalid  (control_router_core_3_arvalid),
    .s_axil_arready  (core_3_s_axil_arready),
    .s_axil_rdata    (core_3_s_axil_rdata),
    .s_axil_rresp    (core_3_s_axil_rresp),
    .s_axil_rvalid   (core_3_s_axil_rvalid),
    .s_axil_rready   (1'b1),
    .report_valid    (core_3_report_valid),
    .report_context  (core_3_report_context),
    .report_r0       (core_3_report_r0),
    .report_cause    (core_3_report_cause),
    .report_slots    (core_3_report_slots),
    .report_length   (core_3_report_length),
    .report_meta     (core_3_report_meta),
    .report_redirect (core_3_report_redirect),
    .s_axis_tdata    (s_axis_tdata),
    .s_axis_tkeep    (s_axis_tkeep),
    .s_axis_tvalid   (dispatcher_core_valid_3),
    .s_axis_tready   (core_3_s_axis_tready),
    .s_axis_tlast    (s_axis_tlast),
    .s_axis_tuser    (s_axis_tuser),
    .m_axis_tdata    (core_3_m_axis_tdata),
    .m_axis_tkeep    (core_3_m_axis_tkeep),
    .m_axis_tvalid   (core_3_m_axis_tvalid),
    .m_axis_tready   (collector_core_3_tready),
    .m_axis_tlast    (core_3_m_axis_tlast),
    .m_axis_tuser    (core_3_m_axis_tuser),
    .cpu_base        (6'd48)
  );

  // ---- packets ----

  assign s_axis_tready   = dispatcher_tready;
  assign m_axis_tdata    = collector_axis_tdata;
  assign m_axis_tkeep    = collector_axis_tkeep;
  assign m_axis_tvalid   = collector_axis_tvalid;
  assign m_axis_tlast    = collector_axis_tlast;
  assign m_axis_tuser    = collector_axis_tuser;
  assign report_valid    = collector_report_valid;
  assign report_context  = collector_report_context;
  assign report_r0       = collector_report_r0;
  assign report_cause    = collector_report_cause;
  assign report_slots    = collector_report_slots;
  assign report_length   = collector_report_length;
  assign report_meta     = collector_report_meta;
  assign report_redirect = collector_report_redirect;

  // ---- the host ----

  assign s_axil_awready = control_router_axil_awready;
  assign s_axil_wready  = control_router_axil_wready;
  assign s_axil_bresp   = control_router_axil_bresp;
  assign s_axil_bvalid  = control_router_axil_bvalid;
  assign s_axil_arready = control_router_axil_arready;
  assign s_axil_rdata   = control_router_axil_rdata;
  assign s_axil_rresp   = control_router_axil_rresp;
  assign s_axil_rvalid  = control_router_axil_rvalid;

endmodule
