// The NIC soft core: packets come in on s_axis, each runs the program in a context of its own, and
// leaves on m_axis in the order of arrival.
// Generated from Core.java; edit that file instead.
module core (
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

  localparam [4:0] ACTION_STORE_PACKET = 5'd8;
  localparam [4:0] ACTION_STORE_STACK  = 5'd9;
  localparam [4:0] ACTION_STORE_MAP    = 5'd10;
  localparam [4:0] ACTION_EXIT         = 5'd13;

  reg  [3:0]  context_1;
  reg  [11:0] address_1;
  reg         valid_1;
  reg  [3:0]  context_2;
  reg  [11:0] address_2;
  reg         valid_2;
  reg  [3:0]  context_3;
  reg  [11:0] address_3;
  reg         valid_3;
  reg  [3:0]  context_4;
  reg  [11:0] address_4;
  reg         valid_4;
  reg  [3:0]  context_5;
  reg  [11:0] address_5;
  reg         valid_5;
  reg  [3:0]  context_6;
  reg  [11:0] address_6;
  reg         valid_6;
  reg  [3:0]  context_7;
  reg  [3:0]  context_8;
  reg         known;
  reg         known_2_d1;
  reg         known_2_d2;
  reg         known_2_d3;
  reg         known_2_d4;
  reg         waits_d1;
  reg         waits_d2;
  reg         waits_d3;
  reg         waits_d4;
  reg         lane_0_exits_d1;
  reg         lane_0_exits_d2;
  reg  [11:0] lane_0_aux_d1;
  reg  [11:0] lane_0_aux_d2;
  reg  [63:0] lane_0_a_4_d1;
  reg  [63:0] lane_0_a_5_d1;
  reg         lane_1_exits_d1;
  reg         lane_1_exits_d2;
  reg  [11:0] lane_1_aux_d1;
  reg  [11:0] lane_1_aux_d2;
  reg  [63:0] lane_1_a_4_d1;
  reg  [63:0] lane_1_a_5_d1;
  reg         lane_2_exits_d1;
  reg         lane_2_exits_d2;
  reg  [11:0] lane_2_aux_d1;
  reg  [11:0] lane_2_aux_d2;
  reg  [63:0] lane_2_a_4_d1;
  reg  [63:0] lane_2_a_5_d1;
  reg         lane_3_exits_d1;
  reg         lane_3_exits_d2;
  reg  [11:0] lane_3_aux_d1;
  reg  [11:0] lane_3_aux_d2;
  reg  [63:0] lane_3_a_4_d1;
  reg  [63:0] lane_3_a_5_d1;
  reg         limit_4_d1;
  reg         limit_4_d2;
  reg         stores_packet_d1;
  reg         stores_packet_d2;
  reg         stores_packet_d3;
  reg  [11:0] store_window_d1;
  reg         stores_stack_d1;
  reg         stores_stack_d2;
  reg         stores_stack_d3;
  reg         stores_map_d1;
  reg         stores_map_d2;
  reg         stores_map_d3;

  wire         is_packet_store;
  wire         packet_store;
  wire         refused;
  wire         stack_store;
  wire         map_store;
  reg  [71:0]  slot_read;
  wire         control_port_axil_awready;
  wire         control_port_axil_wready;
  wire [1:0]   control_port_axil_bresp;
  wire         control_port_axil_bvalid;
  wire         control_port_axil_arready;
  wire [31:0]  control_port_axil_rdata;
  wire [1:0]   control_port_axil_rresp;
  wire         control_port_axil_rvalid;
  wire         control_port_idle;
  wire         control_port_run;
  wire         control_port_sequential;
  wire         control_port_emit_all;
  wire [31:0]  control_port_slot_limit;
  wire [12:0]  control_port_program_length;
  wire [11:0]  control_port_program_base;
  wire [11:0]  control_port_program_row;
  wire [2:0]   control_port_program_lane;
  wire         control_port_program_write;
  wire [71:0]  control_port_program_slot;
  wire         control_port_map_valid;
  wire [13:0]  control_port_map_line;
  wire [127:0] control_port_map_data;
  wire [15:0]  control_port_map_bytes;
  wire         control_port_cpu_base_write;
  wire [5:0]   control_port_cpu_base_element;
  wire [31:0]  control_port_cpu_base_data;
  wire         control_port_descriptor_write;
  wire [8:0]   control_port_descriptor_element;
  wire [31:0]  control_port_descriptor_data;
  wire         control_port_freeze_time;
  wire [63:0]  control_port_freeze_frozen_time;
  wire         control_port_freeze_random;
  wire [31:0]  control_port_freeze_frozen_random;
  wire [2:0]   control_port_counts_index;
  wire         control_port_events_pop;
  wire [2:0]   control_port_events_index;
  wire [63:0]  clock_nanoseconds;
  wire [31:0]  clock_random;
  wire [63:0]  clock_cycles;
  wire [31:0]  counters_packets;
  wire [31:0]  counters_action_count;
  wire [31:0]  counters_cause_count;
  wire [5:0]   events_queue_count;
  wire [31:0]  events_queue_lost;
  wire [31:0]  events_queue_word;
  wire         issue_valid;
  wire [3:0]   issue_this_context;
  wire [11:0]  issue_address;
  wire [11:0]  issue_row;
  wire         slots_reached;
  wire [31:0]  slots_count;
  wire [71:0]  program_memory_slot_0;
  wire [71:0]  program_memory_slot_1;
  wire [71:0]  program_memory_slot_2;
  wire [71:0]  program_memory_slot_3;
  wire [63:0]  bank_0_word_0;
  wire [63:0]  bank_0_word_1;
  wire [63:0]  bank_0_word_2;
  wire [63:0]  bank_0_word_3;
  wire [63:0]  bank_0_word_4;
  wire [63:0]  bank_0_word_5;
  wire [63:0]  bank_0_word_6;
  wire [63:0]  bank_0_word_7;
  wire [63:0]  bank_1_word_0;
  wire [63:0]  bank_1_word_1;
  wire [63:0]  bank_1_word_2;
  wire [63:0]  bank_1_word_3;
  wire [63:0]  bank_1_word_4;
  wire [63:0]  bank_1_word_5;
  wire [63:0]  bank_1_word_6;
  wire [63:0]  bank_1_word_7;
  wire [63:0]  bank_2_word_0;
  wire [63:0]  bank_2_word_1;
  wire [63:0]  bank_2_word_2;
  wire [63:0]  bank_2_word_3;
  wire [63:0]  bank_2_word_4;
  wire [63:0]  bank_2_word_5;
  wire [63:0]  bank_2_word_6;
  wire [63:0]  bank_2_word_7;
  wire [63:0]  bank_3_word_0;
  wire [63:0]  bank_3_word_1;
  wire [63:0]  bank_3_word_2;
  wire [63:0]  bank_3_word_3;
  wire [63:0]  bank_3_word_4;
  wire [63:0]  bank_3_word_5;
  wire [63:0]  bank_3_word_6;
  wire [63:0]  bank_3_word_7;
  wire         lane_0_valid;
  wire [4:0]   lane_0_action;
  wire [11:0]  lane_0_aux;
  wire [63:0]  lane_0_a;
  wire [63:0]  lane_0_b;
  wire         lane_0_taken;
  wire         lane_0_goes;
  wire         lane_0_write;
  wire [4:0]   lane_0_index;
  wire [63:0]  lane_0_value;
  wire         lane_0_a_bank_0;
  wire         lane_0_a_bank_1;
  wire         lane_0_a_bank_2;
  wire         lane_0_a_bank_3;
  wire         lane_0_b_bank_0;
  wire         lane_0_b_bank_1;
  wire         lane_0_b_bank_2;
  wire         lane_0_b_bank_3;
  wire [11:0]  lane_0_packet_window;
  wire         lane_0_in_range;
  wire         lane_0_faulty;
  wire         lane_1_valid;
  wire [4:0]   lane_1_action;
  wire [11:0]  lane_1_aux;
  wire [63:0]  lane_1_a;
  wire [63:0]  lane_1_b;
  wire         lane_1_taken;
  wire         lane_1_goes;
  wire         lane_1_write;
  wire [4:0]   lane_1_index;
  wire [63:0]  lane_1_value;
  wire         lane_1_a_bank_0;
  wire         lane_1_a_bank_1;
  wire         lane_1_a_bank_2;
  wire         lane_1_a_bank_3;
  wire         lane_1_b_bank_0;
  wire         lane_1_b_bank_1;
  wire         lane_1_b_bank_2;
  wire         lane_1_b_bank_3;
  wire [11:0]  lane_1_packet_window;
  wire         lane_1_in_range;
  wire         lane_1_faulty;
  wire         lane_2_valid;
  wire [4:0]   lane_2_action;
  wire [11:0]  lane_2_aux;
  wire [63:0]  lane_2_a;
  wire [63:0]  lane_2_b;
  wire         lane_2_taken;
  wire         lane_2_goes;
  wire         lane_2_write;
  wire [4:0]   lane_2_index;
  wire [63:0]  lane_2_value;
  wire         lane_2_a_bank_0;
  wire         lane_2_a_bank_1;
  wire         lane_2_a_bank_2;
  wire         lane_2_a_bank_3;
  wire         lane_2_b_bank_0;
  wire         lane_2_b_bank_1;
  wire         lane_2_b_bank_2;
  wire         lane_2_b_bank_3;
  wire [11:0]  lane_2_packet_window;
  wire [8:0]   lane_2_stack_window;
  wire [63:0]  lane_2_store_data;
  wire [7:0]   lane_2_store_even;
  wire [7:0]   lane_2_store_odd;
  wire [7:0]   lane_2_store_first;
  wire [7:0]   lane_2_store_second;
  wire         lane_2_in_range;
  wire         lane_2_faulty;
  wire         lane_3_valid;
  wire [4:0]   lane_3_action;
  wire [11:0]  lane_3_aux;
  wire [63:0]  lane_3_a;
  wire [63:0]  lane_3_b;
  wire         lane_3_taken;
  wire         lane_3_goes;
  wire         lane_3_write;
  wire [4:0]   lane_3_index;
  wire [63:0]  lane_3_value;
  wire         lane_3_a_bank_0;
  wire         lane_3_a_bank_1;
  wire         lane_3_a_bank_2;
  wire         lane_3_a_bank_3;
  wire         lane_3_b_bank_0;
  wire         lane_3_b_bank_1;
  wire         lane_3_b_bank_2;
  wire         lane_3_b_bank_3;
  wire [31:0]  lane_3_map_physical;
  wire [13:0]  lane_3_map_even_line;
  wire [13:0]  lane_3_map_odd_line;
  wire [63:0]  lane_3_store_data;
  wire [7:0]   lane_3_store_even;
  wire [7:0]   lane_3_store_odd;
  wire [7:0]   lane_3_store_first;
  wire [7:0]   lane_3_store_second;
  wire         lane_3_in_range;
  wire         lane_3_faulty;
  wire [4:0]   lane_3_request_index;
  wire         lane_3_request_wide;
  wire         branch_unit_leaves;
  wire [63:0]  branch_unit_r0;
  wire         branch_unit_sends;
  wire [11:0]  branch_unit_next;
  wire         branch_unit_exit_sends_0;
  wire         branch_unit_exit_sends_1;
  wire         branch_unit_exit_sends_2;
  wire         branch_unit_exit_sends_3;
  wire         branch_unit_live_0;
  wire         branch_unit_live_1;
  wire         branch_unit_live_2;
  wire         branch_unit_live_3;
  wire         effects_requests;
  wire         effects_pushes;
  wire         effects_ends;
  wire [11:0]  effects_goes_to;
  wire [63:0]  effects_read_r0;
  wire [2:0]   effects_read_cause;
  wire [11:0]  effects_read_address;
  wire         effects_read_sends;
  wire         context_table_busy;
  wire         context_table_resume;
  wire         context_table_wake;
  wire [15:0]  context_table_finished;
  wire [11:0]  context_state_length2;
  wire [11:0]  context_state_head3;
  wire [11:0]  context_state_length3;
  wire [7:0]   context_state_meta3;
  wire [63:0]  context_state_lane_answer;
  wire [11:0]  context_state_leaving_head;
  wire [15:0]  context_state_leaving_length;
  wire [7:0]   context_state_leaving_meta;
  wire [63:0]  context_state_leaving_redirect;
  wire [31:0]  context_state_leaving_ifindex;
  wire         context_state_soils;
  wire [63:0]  packet_memory_load_0_even;
  wire [63:0]  packet_memory_load_0_odd;
  wire [63:0]  packet_memory_load_1_even;
  wire [63:0]  packet_memory_load_1_odd;
  wire [511:0] packet_memory_drain_data;
  wire [63:0]  stack_memory_even;
  wire [63:0]  stack_memory_odd;
  wire [7:0]   map_memory_lane_even_bytes;
  wire [7:0]   map_memory_lane_odd_bytes;
  wire [63:0]  map_memory_lane_even;
  wire [63:0]  map_memory_lane_odd;
  wire         map_memory_granted;
  wire [127:0] map_memory_line;
  wire [127:0] map_memory_line_before;
  wire [31:0]  per_cpu_bases_base3;
  wire [31:0]  per_cpu_bases_base;
  wire         requests_effect_asks;
  wire         requests_effect_pushes;
  wire         requests_response_valid;
  wire [3:0]   requests_response_context;
  wire [63:0]  requests_response_value;
  wire         requests_memory_read_valid;
  wire [13:0]  requests_memory_read_line;
  wire         requests_memory_write_valid;
  wire [13:0]  requests_memory_write_line;
  wire [127:0] requests_memory_write_data;
  wire [15:0]  requests_memory_write_bytes;
  wire [3:0]   requests_bases_context;
  wire         ingress_axis_tready;
  wire         ingress_fill_valid;
  wire [3:0]   ingress_fill_context;
  wire [5:0]   ingress_fill_row;
  wire [511:0] ingress_fill_data;
  wire         ingress_arrival_valid;
  wire         ingress_arrival_good;
  wire [3:0]   ingress_arrival_context;
  wire [15:0]  ingress_arrival_length;
  wire [31:0]  ingress_arrival_ifindex;
  wire [31:0]  ingress_arrival_rx_queue;
  wire         ingress_idle;
  wire [511:0] egress_axis_tdata;
  wire [63:0]  egress_axis_tkeep;
  wire         egress_axis_tvalid;
  wire         egress_axis_tlast;
  wire [135:0] egress_axis_tuser;
  wire         egress_report_valid;
  wire [5:0]   egress_report_context;
  wire [63:0]  egress_report_r0;
  wire [2:0]   egress_report_cause;
  wire [31:0]  egress_report_slots;
  wire [15:0]  egress_report_length;
  wire [7:0]   egress_report_meta;
  wire [63:0]  egress_report_redirect;
  wire [3:0]   egress_packet_context;
  wire         egress_drain_step;
  wire [3:0]   egress_drain_context;
  wire [5:0]   egress_drain_row;
  wire         egress_frees;
  wire [3:0]   egress_frees_context;
  wire         egress_idle;

  control_port control_port (
    .clk                  (clk),
    .rst                  (rst),
    .axil_awaddr          (s_axil_awaddr),
    .axil_awvalid         (s_axil_awvalid),
    .axil_awready         (control_port_axil_awready),
    .axil_wdata           (s_axil_wdata),
    .axil_wstrb           (s_axil_wstrb),
    .axil_wvalid          (s_axil_wvalid),
    .axil_wready          (control_port_axil_wready),
    .axil_bresp           (control_port_axil_bresp),
    .axil_bvalid          (control_port_axil_bvalid),
    .axil_bready          (s_axil_bready),
    .axil_araddr          (s_axil_araddr),
    .axil_arvalid         (s_axil_arvalid),
    .axil_arready         (control_port_axil_arready),
    .axil_rdata           (control_port_axil_rdata),
    .axil_rresp           (control_port_axil_rresp),
    .axil_rvalid          (control_port_axil_rvalid),
    .axil_rready          (s_axil_rready),
    .idle                 (control_port_idle),
    .run                  (control_port_run),
    .sequential           (control_port_sequential),
    .emit_all             (control_port_emit_all),
    .slot_limit           (control_port_slot_limit),
    .program_length       (control_port_program_length),
    .program_base         (control_port_program_base),
    .program_row          (control_port_program_row),
    .program_lane         (control_port_program_lane),
    .program_write        (control_port_program_write),
    .program_slot         (control_port_program_slot),
    .program_read         (slot_read),
    .map_valid            (control_port_map_valid),
    .map_line             (control_port_map_line),
    .map_data             (control_port_map_data),
    .map_bytes            (control_port_map_bytes),
    .map_granted          (map_memory_granted),
    .map_read             (map_memory_line_before),
    .cpu_base_write       (control_port_cpu_base_write),
    .cpu_base_element     (control_port_cpu_base_element),
    .cpu_base_data        (control_port_cpu_base_data),
    .descriptor_write     (control_port_descriptor_write),
    .descriptor_element   (control_port_descriptor_element),
    .descriptor_data      (control_port_descriptor_data),
    .freeze_time          (control_port_freeze_time),
    .freeze_frozen_time   (control_port_freeze_frozen_time),
    .freeze_random        (control_port_freeze_random),
    .freeze_frozen_random (control_port_freeze_frozen_random),
    .counts_cycles        (clock_cycles),
    .counts_packets       (counters_packets),
    .counts_index         (control_port_counts_index),
    .counts_action        (counters_action_count),
    .counts_cause         (counters_cause_count),
    .events_count         (events_queue_count),
    .events_lost          (events_queue_lost),
    .events_pop           (control_port_events_pop),
    .events_index         (control_port_events_index),
    .events_word          (events_queue_word)
  );

  clock clock (
    .clk           (clk),
    .rst           (rst),
    .freeze_time   (control_port_freeze_time),
    .frozen_time   (control_port_freeze_frozen_time),
    .freeze_random (control_port_freeze_random),
    .frozen_random (control_port_freeze_frozen_random),
    .nanoseconds   (clock_nanoseconds),
    .random        (clock_random),
    .cycles        (clock_cycles)
  );

  counters counters (
    .clk          (clk),
    .rst          (rst),
    .arrived      (ingress_arrival_valid),
    .reported     (egress_report_valid),
    .action       (egress_report_r0[31:0]),
    .cause        (egress_report_cause),
    .index        (control_port_counts_index),
    .packets      (counters_packets),
    .action_count (counters_action_count),
    .cause_count  (counters_cause_count)
  );

  events events (
    .clk             (clk),
    .rst             (rst),
    .outcome_valid   (egress_report_valid),
    .outcome_context (egress_report_context),
    .outcome_cause   (egress_report_cause),
    .outcome_address (effects_read_address),
    .outcome_r0      (egress_report_r0),
    .outcome_ifindex (context_state_leaving_ifindex),
    .outcome_length  (egress_report_length),
    .cycles          (clock_cycles),
    .queue_count     (events_queue_count),
    .queue_lost      (events_queue_lost),
    .queue_pop       (control_port_events_pop),
    .queue_index     (control_port_events_index),
    .queue_word      (events_queue_word)
  );

  issue issue (
    .clk            (clk),
    .rst            (rst),
    .arrive         (ingress_arrival_good),
    .arrive_context (ingress_arrival_context),
    .resume         (context_table_resume),
    .wake           (context_table_wake),
    .wake_context   (requests_response_context),
    .effect         (valid_6),
    .effect_context (context_6),
    .effect_next    (effects_goes_to),
    .base           (control_port_program_base),
    .idle_row       (control_port_program_row),
    .valid          (issue_valid),
    .this_context   (issue_this_context),
    .address        (issue_address),
    .row            (issue_row)
  );

  slots slots (
    .clk            (clk),
    .rst            (rst),
    .arrive         (ingress_arrival_valid),
    .arrive_context (ingress_arrival_context),
    .valid          (valid_1),
    .this_context   (context_1),
    .limit          (control_port_slot_limit),
    .reached        (slots_reached),
    .read_context   (egress_packet_context),
    .count          (slots_count)
  );

  program_memory program_memory (
    .clk        (clk),
    .row        (issue_row),
    .write      (control_port_program_write),
    .write_row  (control_port_program_row),
    .write_lane (control_port_program_lane),
    .write_slot (control_port_program_slot),
    .slot_0     (program_memory_slot_0),
    .slot_1     (program_memory_slot_1),
    .slot_2     (program_memory_slot_2),
    .slot_3     (program_memory_slot_3)
  );

  register_bank bank_0 (
    .clk           (clk),
    .this_context  (context_2),
    .write         (lane_0_write),
    .write_context (context_8),
    .value         (lane_0_value),
    .index_0       (program_memory_slot_0[56:52]),
    .index_1       (program_memory_slot_0[48:44]),
    .index_2       (program_memory_slot_1[56:52]),
    .index_3       (program_memory_slot_1[48:44]),
    .index_4       (program_memory_slot_2[56:52]),
    .index_5       (program_memory_slot_2[48:44]),
    .index_6       (program_memory_slot_3[56:52]),
    .index_7       (program_memory_slot_3[48:44]),
    .reads_0       (lane_0_a_bank_0),
    .reads_1       (lane_0_b_bank_0),
    .reads_2       (lane_1_a_bank_0),
    .reads_3       (lane_1_b_bank_0),
    .reads_4       (lane_2_a_bank_0),
    .reads_5       (lane_2_b_bank_0),
    .reads_6       (lane_3_a_bank_0),
    .reads_7       (lane_3_b_bank_0),
    .word_0        (bank_0_word_0),
    .word_1        (bank_0_word_1),
    .word_2        (bank_0_word_2),
    .word_3        (bank_0_word_3),
    .word_4        (bank_0_word_4),
    .word_5        (bank_0_word_5),
    .word_6        (bank_0_word_6),
    .word_7        (bank_0_word_7),
    .write_index   (lane_0_index)
  );

  register_bank bank_1 (
    .clk           (clk),
    .this_context  (context_2),
    .write         (lane_1_write),
    .write_context (context_8),
    .value         (lane_1_value),
    .index_0       (program_memory_slot_0[56:52]),
    .index_1       (program_memory_slot_0[48:44]),
    .index_2       (program_memory_slot_1[56:52]),
    .index_3       (program_memory_slot_1[48:44]),
    .index_4       (program_memory_slot_2[56:52]),
    .index_5       (program_memory_slot_2[48:44]),
    .index_6       (program_memory_slot_3[56:52]),
    .index_7       (program_memory_slot_3[48:44]),
    .reads_0       (lane_0_a_bank_1),
    .reads_1       (lane_0_b_bank_1),
    .reads_2       (lane_1_a_bank_1),
    .reads_3       (lane_1_b_bank_1),
    .reads_4       (lane_2_a_bank_1),
    .reads_5       (lane_2_b_bank_1),
    .reads_6       (lane_3_a_bank_1),
    .reads_7       (lane_3_b_bank_1),
    .word_0        (bank_1_word_0),
    .word_1        (bank_1_word_1),
    .word_2        (bank_1_word_2),
    .word_3        (bank_1_word_3),
    .word_4        (bank_1_word_4),
    .word_5        (bank_1_word_5),
    .word_6        (bank_1_word_6),
    .word_7        (bank_1_word_7),
    .write_index   (lane_1_index)
  );

  register_bank bank_2 (
    .clk           (clk),
    .this_context  (context_2),
    .write         (lane_2_write),
    .write_context (context_8),
    .value         (lane_2_value),
    .index_0       (program_memory_slot_0[56:52]),
    .index_1       (program_memory_slot_0[48:44]),
    .index_2       (program_memory_slot_1[56:52]),
    .index_3       (program_memory_slot_1[48:44]),
    .index_4       (program_memory_slot_2[56:52]),
    .index_5       (program_memory_slot_2[48:44]),
    .index_6       (program_memory_slot_3[56:52]),
    .index_7       (program_memory_slot_3[48:44]),
    .reads_0       (lane_0_a_bank_2),
    .reads_1       (lane_0_b_bank_2),
    .reads_2       (lane_1_a_bank_2),
    .reads_3       (lane_1_b_bank_2),
    .reads_4       (lane_2_a_bank_2),
    .reads_5       (lane_2_b_bank_2),
    .reads_6       (lane_3_a_bank_2),
    .reads_7       (lane_3_b_bank_2),
    .word_0        (bank_2_word_0),
    .word_1        (bank_2_word_1),
    .word_2        (bank_2_word_2),
    .word_3        (bank_2_word_3),
    .word_4        (bank_2_word_4),
    .word_5        (bank_2_word_5),
    .word_6        (bank_2_word_6),
    .word_7        (bank_2_word_7),
    .write_index   (lane_2_index)
  );

  register_bank bank_3 (
    .clk           (clk),
    .this_context  (context_2),
    .write         (lane_3_write),
    .write_context (context_8),
    .value         (lane_3_value),
    .index_0       (program_memory_slot_0[56:52]),
    .index_1       (program_memory_slot_0[48:44]),
    .index_2       (program_memory_slot_1[56:52]),
    .index_3       (program_memory_slot_1[48:44]),
    .index_4       (program_memory_slot_2[56:52]),
    .index_5       (program_memory_slot_2[48:44]),
    .index_6       (program_memory_slot_3[56:52]),
    .index_7       (program_memory_slot_3[48:44]),
    .reads_0       (lane_0_a_bank_3),
    .reads_1       (lane_0_b_bank_3),
    .reads_2       (lane_1_a_bank_3),
    .reads_3       (lane_1_b_bank_3),
    .reads_4       (lane_2_a_bank_3),
    .reads_5       (lane_2_b_bank_3),
    .reads_6       (lane_3_a_bank_3),
    .reads_7       (lane_3_b_bank_3),
    .word_0        (bank_3_word_0),
    .word_1        (bank_3_word_1),
    .word_2        (bank_3_word_2),
    .word_3        (bank_3_word_3),
    .word_4        (bank_3_word_4),
    .word_5        (bank_3_word_5),
    .word_6        (bank_3_word_6),
    .word_7        (bank_3_word_7),
    .write_index   (lane_3_index)
  );

  lane_0 lane_0 (
    .clk               (clk),
    .rst               (rst),
    .slot              (program_memory_slot_0),
    .valid             (lane_0_valid),
    .length            (context_state_length2),
    .action            (lane_0_action),
    .aux               (lane_0_aux),
    .a                 (lane_0_a),
    .b                 (lane_0_b),
    .taken             (lane_0_taken),
    .goes              (lane_0_goes),
    .write             (lane_0_write),
    .index             (lane_0_index),
    .value             (lane_0_value),
    .a_bank_0          (lane_0_a_bank_0),
    .a_bank_1          (lane_0_a_bank_1),
    .a_bank_2          (lane_0_a_bank_2),
    .a_bank_3          (lane_0_a_bank_3),
    .b_bank_0          (lane_0_b_bank_0),
    .b_bank_1          (lane_0_b_bank_1),
    .b_bank_2          (lane_0_b_bank_2),
    .b_bank_3          (lane_0_b_bank_3),
    .a_word_0          (bank_0_word_0),
    .a_word_1          (bank_1_word_0),
    .a_word_2          (bank_2_word_0),
    .a_word_3          (bank_3_word_0),
    .b_word_0          (bank_0_word_1),
    .b_word_1          (bank_1_word_1),
    .b_word_2          (bank_2_word_1),
    .b_word_3          (bank_3_word_1),
    .borders_head      (context_state_head3),
    .borders_length    (context_state_length3),
    .borders_meta      (context_state_meta3),
    .packet_window     (lane_0_packet_window),
    .in_range          (lane_0_in_range),
    .faulty            (lane_0_faulty),
    .packet_words_even (packet_memory_load_0_even),
    .packet_words_odd  (packet_memory_load_0_odd)
  );

  lane_1 lane_1 (
    .clk               (clk),
    .rst               (rst),
    .slot              (program_memory_slot_1),
    .valid             (lane_1_valid),
    .length            (context_state_length2),
    .action            (lane_1_action),
    .aux               (lane_1_aux),
    .a                 (lane_1_a),
    .b                 (lane_1_b),
    .taken             (lane_1_taken),
    .goes              (lane_1_goes),
    .write             (lane_1_write),
    .index             (lane_1_index),
    .value             (lane_1_value),
    .a_bank_0          (lane_1_a_bank_0),
    .a_bank_1          (lane_1_a_bank_1),
    .a_bank_2          (lane_1_a_bank_2),
    .a_bank_3          (lane_1_a_bank_3),
    .b_bank_0          (lane_1_b_bank_0),
    .b_bank_1          (lane_1_b_bank_1),
    .b_bank_2          (lane_1_b_bank_2),
    .b_bank_3          (lane_1_b_bank_3),
    .a_word_0          (bank_0_word_2),
    .a_word_1          (bank_1_word_2),
    .a_word_2          (bank_2_word_2),
    .a_word_3          (bank_3_word_2),
    .b_word_0          (bank_0_word_3),
    .b_word_1          (bank_1_word_3),
    .b_word_2          (bank_2_word_3),
    .b_word_3          (bank_3_word_3),
    .borders_head      (context_state_head3),
    .borders_length    (context_state_length3),
    .borders_meta      (context_state_meta3),
    .packet_window     (lane_1_packet_window),
    .in_range          (lane_1_in_range),
    .faulty            (lane_1_faulty),
    .packet_words_even (packet_memory_load_1_even),
    .packet_words_odd  (packet_memory_load_1_odd),
    .context_answer    (context_state_lane_answer)
  );

  lane_2 lane_2 (
    .clk              (clk),
    .rst              (rst),
    .slot             (program_memory_slot_2),
    .valid            (lane_2_valid),
    .length           (context_state_length2),
    .action           (lane_2_action),
    .aux              (lane_2_aux),
    .a                (lane_2_a),
    .b                (lane_2_b),
    .taken            (lane_2_taken),
    .goes             (lane_2_goes),
    .write            (lane_2_write),
    .index            (lane_2_index),
    .value            (lane_2_value),
    .a_bank_0         (lane_2_a_bank_0),
    .a_bank_1         (lane_2_a_bank_1),
    .a_bank_2         (lane_2_a_bank_2),
    .a_bank_3         (lane_2_a_bank_3),
    .b_bank_0         (lane_2_b_bank_0),
    .b_bank_1         (lane_2_b_bank_1),
    .b_bank_2         (lane_2_b_bank_2),
    .b_bank_3         (lane_2_b_bank_3),
    .a_word_0         (bank_0_word_4),
    .a_word_1         (bank_1_word_4),
    .a_word_2         (bank_2_word_4),
    .a_word_3         (bank_3_word_4),
    .b_word_0         (bank_0_word_5),
    .b_word_1         (bank_1_word_5),
    .b_word_2         (bank_2_word_5),
    .b_word_3         (bank_3_word_5),
    .borders_head     (context_state_head3),
    .borders_length   (context_state_length3),
    .borders_meta     (context_state_meta3),
    .packet_window    (lane_2_packet_window),
    .stack_window     (lane_2_stack_window),
    .store_data       (lane_2_store_data),
    .store_even       (lane_2_store_even),
    .store_odd        (lane_2_store_odd),
    .store_first      (lane_2_store_first),
    .store_second     (lane_2_store_second),
    .in_range         (lane_2_in_range),
    .faulty           (lane_2_faulty),
    .stack_words_even (stack_memory_even),
    .stack_words_odd  (stack_memory_odd)
  );

  lane_3 lane_3 (
    .clk            (clk),
    .rst            (rst),
    .slot           (program_memory_slot_3),
    .valid          (lane_3_valid),
    .length         (context_state_length2),
    .action         (lane_3_action),
    .aux            (lane_3_aux),
    .a              (lane_3_a),
    .b              (lane_3_b),
    .taken          (lane_3_taken),
    .goes           (lane_3_goes),
    .write          (lane_3_write),
    .index          (lane_3_index),
    .value          (lane_3_value),
    .a_bank_0       (lane_3_a_bank_0),
    .a_bank_1       (lane_3_a_bank_1),
    .a_bank_2       (lane_3_a_bank_2),
    .a_bank_3       (lane_3_a_bank_3),
    .b_bank_0       (lane_3_b_bank_0),
    .b_bank_1       (lane_3_b_bank_1),
    .b_bank_2       (lane_3_b_bank_2),
    .b_bank_3       (lane_3_b_bank_3),
    .a_word_0       (bank_0_word_6),
    .a_word_1       (bank_1_word_6),
    .a_word_2       (bank_2_word_6),
    .a_word_3       (bank_3_word_6),
    .b_word_0       (bank_0_word_7),
    .b_word_1       (bank_1_word_7),
    .b_word_2       (bank_2_word_7),
    .b_word_3       (bank_3_word_7),
    .map_cpu_base   (per_cpu_bases_base3),
    .map_physical   (lane_3_map_physical),
    .map_even_line  (lane_3_map_even_line),
    .map_odd_line   (lane_3_map_odd_line),
    .store_data     (lane_3_store_data),
    .store_even     (lane_3_store_even),
    .store_odd      (lane_3_store_odd),
    .store_first    (lane_3_store_first),
    .store_second   (lane_3_store_second),
    .in_range       (lane_3_in_range),
    .faulty         (lane_3_faulty),
    .map_words_even (map_memory_lane_even),
    .map_words_odd  (map_memory_lane_odd),
    .request_index  (lane_3_request_index),
    .request_wide   (lane_3_request_wide)
  );

  branch_unit branch_unit (
    .clk          (clk),
    .address      (address_6),
    .leaves       (branch_unit_leaves),
    .r0           (branch_unit_r0),
    .sends        (branch_unit_sends),
    .next         (branch_unit_next),
    .taken_0      (lane_0_taken),
    .taken_1      (lane_1_taken),
    .taken_2      (lane_2_taken),
    .taken_3      (lane_3_taken),
    .goes_0       (lane_0_goes),
    .goes_1       (lane_1_goes),
    .goes_2       (lane_2_goes),
    .goes_3       (lane_3_goes),
    .exits_0      (lane_0_exits_d2),
    .exits_1      (lane_1_exits_d2),
    .exits_2      (lane_2_exits_d2),
    .exits_3      (lane_3_exits_d2),
    .target_0     (lane_0_aux_d2),
    .target_1     (lane_1_aux_d2),
    .target_2     (lane_2_aux_d2),
    .target_3     (lane_3_aux_d2),
    .exit_sends_0 (branch_unit_exit_sends_0),
    .exit_sends_1 (branch_unit_exit_sends_1),
    .exit_sends_2 (branch_unit_exit_sends_2),
    .exit_sends_3 (branch_unit_exit_sends_3),
    .exit_value_0 (lane_0_a_5_d1),
    .exit_value_1 (lane_1_a_5_d1),
    .exit_value_2 (lane_2_a_5_d1),
    .exit_value_3 (lane_3_a_5_d1),
    .live_0       (branch_unit_live_0),
    .live_1       (branch_unit_live_1),
    .live_2       (branch_unit_live_2),
    .live_3       (branch_unit_live_3)
  );

  effects effects (
    .clk            (clk),
    .rst            (rst),
    .valid          (valid_6),
    .this_context   (context_6),
    .known          (known_2_d4),
    .request        (requests_effect_asks),
    .push           (requests_effect_pushes),
    .request_live   (branch_unit_live_3),
    .request_faulty (lane_3_faulty),
    .busy           (context_table_busy),
    .limit          (limit_4_d2),
    .leaves         (branch_unit_leaves),
    .r0             (branch_unit_r0),
    .sends          (branch_unit_sends),
    .address        (address_6),
    .next           (branch_unit_next),
    .requests       (effects_requests),
    .pushes         (effects_pushes),
    .ends           (effects_ends),
    .goes_to        (effects_goes_to),
    .refuse         (refused),
    .refuse_context (ingress_arrival_context),
    .read_context   (egress_packet_context),
    .read_r0        (effects_read_r0),
    .read_cause     (effects_read_cause),
    .read_address   (effects_read_address),
    .read_sends     (effects_read_sends),
    .live_0         (branch_unit_live_0),
    .live_1         (branch_unit_live_1),
    .live_2         (branch_unit_live_2),
    .live_3         (branch_unit_live_3),
    .faulty_0       (lane_0_faulty),
    .faulty_1       (lane_1_faulty),
    .faulty_2       (lane_2_faulty),
    .faulty_3       (lane_3_faulty)
  );

  context_table context_table (
    .clk              (clk),
    .rst              (rst),
    .context5         (context_5),
    .valid            (valid_6),
    .this_context     (context_6),
    .ends             (effects_ends),
    .waits            (waits_d4),
    .requests         (effects_requests),
    .busy             (context_table_busy),
    .resume           (context_table_resume),
    .complete         (requests_response_valid),
    .complete_context (requests_response_context),
    .wake             (context_table_wake),
    .refuse           (refused),
    .refuse_context   (ingress_arrival_context),
    .frees            (egress_frees),
    .frees_context    (egress_frees_context),
    .finished         (context_table_finished)
  );

  context_state context_state (
    .clk              (clk),
    .rst              (rst),
    .context2         (context_2),
    .context4         (context_4),
    .context6         (context_6),
    .length2          (context_state_length2),
    .head3            (context_state_head3),
    .length3          (context_state_length3),
    .meta3            (context_state_meta3),
    .arrival_valid    (ingress_arrival_valid),
    .arrival_context  (ingress_arrival_context),
    .arrival_length   (ingress_arrival_length),
    .arrival_ifindex  (ingress_arrival_ifindex),
    .arrival_rx_queue (ingress_arrival_rx_queue),
    .lane_action      (lane_1_action),
    .lane_aux         (lane_1_aux[3:0]),
    .lane_b           (lane_1_b),
    .lane_live        (branch_unit_live_1),
    .lane_answer      (context_state_lane_answer),
    .leaving_context  (egress_packet_context),
    .leaving_head     (context_state_leaving_head),
    .leaving_length   (context_state_leaving_length),
    .leaving_meta     (context_state_leaving_meta),
    .leaving_redirect (context_state_leaving_redirect),
    .leaving_ifindex  (context_state_leaving_ifindex),
    .response_valid   (requests_response_valid),
    .response_context (requests_response_context),
    .response_value   (requests_response_value),
    .nanoseconds      (clock_nanoseconds),
    .random           (clock_random),
    .soils            (context_state_soils)
  );

  packet_memory packet_memory (
    .clk           (clk),
    .rst           (rst),
    .context5      (context_5),
    .load_0_window (lane_0_packet_window),
    .load_0_even   (packet_memory_load_0_even),
    .load_0_odd    (packet_memory_load_0_odd),
    .load_1_window (lane_1_packet_window),
    .load_1_even   (packet_memory_load_1_even),
    .load_1_odd    (packet_memory_load_1_odd),
    .store_valid   (packet_store),
    .store_context (context_6),
    .store_window  (store_window_d1),
    .store_data    (lane_2_store_data),
    .store_first   (lane_2_store_first),
    .store_second  (lane_2_store_second),
    .fill_valid    (ingress_fill_valid),
    .fill_context  (ingress_fill_context),
    .fill_row      (ingress_fill_row),
    .fill_data     (ingress_fill_data),
    .drain_step    (egress_drain_step),
    .drain_context (egress_drain_context),
    .drain_row     (egress_drain_row),
    .drain_data    (packet_memory_drain_data)
  );

  stack_memory stack_memory (
    .clk        (clk),
    .rst        (rst),
    .context5   (context_5),
    .window5    (lane_2_stack_window),
    .even       (stack_memory_even),
    .odd        (stack_memory_odd),
    .store      (stack_store),
    .context6   (context_6),
    .data       (lane_2_store_data),
    .even_bytes (lane_2_store_even),
    .odd_bytes  (lane_2_store_odd)
  );

  map_memory map_memory (
    .clk              (clk),
    .lane_even_line   (lane_3_map_even_line),
    .lane_odd_line    (lane_3_map_odd_line),
    .lane_data        (lane_3_store_data),
    .lane_even_bytes  (map_memory_lane_even_bytes),
    .lane_odd_bytes   (map_memory_lane_odd_bytes),
    .lane_even        (map_memory_lane_even),
    .lane_odd         (map_memory_lane_odd),
    .unit_read_valid  (requests_memory_read_valid),
    .unit_read_line   (requests_memory_read_line),
    .unit_write_valid (requests_memory_write_valid),
    .unit_write_line  (requests_memory_write_line),
    .unit_write_data  (requests_memory_write_data),
    .unit_write_bytes (requests_memory_write_bytes),
    .host_valid       (control_port_map_valid),
    .host_line        (control_port_map_line),
    .host_data        (control_port_map_data),
    .host_bytes       (control_port_map_bytes),
    .granted          (map_memory_granted),
    .line             (map_memory_line),
    .line_before      (map_memory_line_before)
  );

  per_cpu_bases per_cpu_bases (
    .clk          (clk),
    .write        (control_port_cpu_base_write),
    .element      (control_port_cpu_base_element),
    .data         (control_port_cpu_base_data),
    .context2     (context_2),
    .base3        (per_cpu_bases_base3),
    .this_context (requests_bases_context),
    .base         (per_cpu_bases_base)
  );

  requests requests (
    .clk                (clk),
    .rst                (rst),
    .context6           (context_6),
    .lane_action        (lane_3_action),
    .lane_aux           (lane_3_aux[3:0]),
    .lane_index         (lane_3_request_index),
    .lane_wide          (lane_3_request_wide),
    .lane_b             (lane_3_b),
    .lane_a             (lane_3_a_5_d1),
    .lane_physical      (lane_3_map_physical),
    .effect_asks        (requests_effect_asks),
    .effect_pushes      (requests_effect_pushes),
    .effect_makes       (effects_requests),
    .effect_pushed      (effects_pushes),
    .response_valid     (requests_response_valid),
    .response_context   (requests_response_context),
    .response_value     (requests_response_value),
    .memory_read_valid  (requests_memory_read_valid),
    .memory_read_line   (requests_memory_read_line),
    .memory_write_valid (requests_memory_write_valid),
    .memory_write_line  (requests_memory_write_line),
    .memory_write_data  (requests_memory_write_data),
    .memory_write_bytes (requests_memory_write_bytes),
    .line_read          (map_memory_line),
    .line_before        (map_memory_line_before),
    .bases_context      (requests_bases_context),
    .bases_base         (per_cpu_bases_base),
    .descriptor_write   (control_port_descriptor_write),
    .descriptor_element (control_port_descriptor_element),
    .descriptor_data    (control_port_descriptor_data)
  );

  ingress ingress (
    .clk              (clk),
    .rst              (rst),
    .axis_tdata       (s_axis_tdata),
    .axis_tkeep       (s_axis_tkeep),
    .axis_tvalid      (s_axis_tvalid),
    .axis_tready      (ingress_axis_tready),
    .axis_tlast       (s_axis_tlast),
    .axis_tuser       (s_axis_tuser),
    .run              (control_port_run),
    .sequential       (control_port_sequential),
    .write_free       (~is_packet_store),
    .frees            (egress_frees),
    .frees_context    (egress_frees_context),
    .soil             (context_state_soils),
    .soil_context     (context_6),
    .fill_valid       (ingress_fill_valid),
    .fill_context     (ingress_fill_context),
    .fill_row         (ingress_fill_row),
    .fill_data        (ingress_fill_data),
    .arrival_valid    (ingress_arrival_valid),
    .arrival_good     (ingress_arrival_good),
    .arrival_context  (ingress_arrival_context),
    .arrival_length   (ingress_arrival_length),
    .arrival_ifindex  (ingress_arrival_ifindex),
    .arrival_rx_queue (ingress_arrival_rx_queue),
    .idle             (ingress_idle)
  );

  egress egress (
    .clk             (clk),
    .rst             (rst),
    .axis_tdata      (egress_axis_tdata),
    .axis_tkeep      (egress_axis_tkeep),
    .axis_tvalid     (egress_axis_tvalid),
    .axis_tready     (m_axis_tready),
    .axis_tlast      (egress_axis_tlast),
    .axis_tuser      (egress_axis_tuser),
    .report_valid    (egress_report_valid),
    .report_context  (egress_report_context),
    .report_r0       (egress_report_r0),
    .report_cause    (egress_report_cause),
    .report_slots    (egress_report_slots),
    .report_length   (egress_report_length),
    .report_meta     (egress_report_meta),
    .report_redirect (egress_report_redirect),
    .finished        (context_table_finished),
    .sequential      (control_port_sequential),
    .emit_all        (control_port_emit_all),
    .packet_context  (egress_packet_context),
    .packet_head     (context_state_leaving_head),
    .packet_length   (context_state_leaving_length),
    .packet_meta     (context_state_leaving_meta),
    .packet_redirect (context_state_leaving_redirect),
    .packet_ifindex  (context_state_leaving_ifindex),
    .packet_r0       (effects_read_r0),
    .packet_sends    (effects_read_sends),
    .packet_cause    (effects_read_cause),
    .packet_slots    (slots_count),
    .drain_step      (egress_drain_step),
    .drain_context   (egress_drain_context),
    .drain_row       (egress_drain_row),
    .drain_data      (packet_memory_drain_data),
    .frees           (egress_frees),
    .frees_context   (egress_frees_context),
    .idle            (egress_idle)
  );

  // ---- DECODE, OPERANDS ----

  assign lane_0_valid = valid_2 & known;
  assign lane_1_valid = valid_2 & known;
  assign lane_2_valid = valid_2 & known;
  assign lane_3_valid = valid_2 & known;

  // ---- BRANCH ----

  assign branch_unit_exit_sends_0 = (lane_0_a_4_d1[31:0] == 32'd2) | (lane_0_a_4_d1[31:0] == 32'd3)
                                    | (lane_0_a_4_d1[31:0] == 32'd4);
  assign branch_unit_exit_sends_1 = (lane_1_a_4_d1[31:0] == 32'd2) | (lane_1_a_4_d1[31:0] == 32'd3)
                                    | (lane_1_a_4_d1[31:0] == 32'd4);
  assign branch_unit_exit_sends_2 = (lane_2_a_4_d1[31:0] == 32'd2) | (lane_2_a_4_d1[31:0] == 32'd3)
                                    | (lane_2_a_4_d1[31:0] == 32'd4);
  assign branch_unit_exit_sends_3 = (lane_3_a_4_d1[31:0] == 32'd2) | (lane_3_a_4_d1[31:0] == 32'd3)
                                    | (lane_3_a_4_d1[31:0] == 32'd4);

  // ---- packets in and out ----

  assign is_packet_store = stores_packet_d3;
  assign packet_store    = is_packet_store & branch_unit_live_2 & lane_2_in_range;
  assign s_axis_tready   = ingress_axis_tready;
  assign refused         = ingress_arrival_valid & ~ingress_arrival_good;
  assign m_axis_tdata    = egress_axis_tdata;
  assign m_axis_tkeep    = egress_axis_tkeep;
  assign m_axis_tvalid   = egress_axis_tvalid;
  assign m_axis_tlast    = egress_axis_tlast;
  assign m_axis_tuser    = egress_axis_tuser;
  assign report_valid    = egress_report_valid;
  assign report_context  = egress_report_context;
  assign report_r0       = egress_report_r0;
  assign report_cause    = egress_report_cause;
  assign report_slots    = egress_report_slots;
  assign report_length   = egress_report_length;
  assign report_meta     = egress_report_meta;
  assign report_redirect = egress_report_redirect;

  // ---- stack and map values ----

  assign stack_store                = stores_stack_d3 & branch_unit_live_2 & lane_2_in_range;
  assign map_store                  = stores_map_d3 & branch_unit_live_3 & lane_3_in_range;
  assign map_memory_lane_even_bytes = {8{map_store}} & lane_3_store_even;
  assign map_memory_lane_odd_bytes  = {8{map_store}} & lane_3_store_odd;

  // ---- the host ----

  assign s_axil_awready    = control_port_axil_awready;
  assign s_axil_wready     = control_port_axil_wready;
  assign s_axil_bresp      = control_port_axil_bresp;
  assign s_axil_bvalid     = control_port_axil_bvalid;
  assign s_axil_arready    = control_port_axil_arready;
  assign s_axil_rdata      = control_port_axil_rdata;
  assign s_axil_rresp      = control_port_axil_rresp;
  assign s_axil_rvalid     = control_port_axil_rvalid;
  assign control_port_idle = ingress_idle & egress_idle;

  always @* begin
    case (control_port_program_lane[1:0])
      2'd0:    slot_read = program_memory_slot_0;
      2'd1:    slot_read = program_memory_slot_1;
      2'd2:    slot_read = program_memory_slot_2;
      default: slot_read = program_memory_slot_3;  // 2'd3
    endcase
  end

  wire unused_ok = &{1'b0, lane_0_index, lane_1_index, lane_2_index, lane_3_index,
                     context_state_length3, context_state_head3, context_state_meta3,
                     lane_0_in_range, lane_0_packet_window, lane_0_b, lane_1_in_range,
                     lane_1_packet_window, lane_1_b, lane_2_store_even, lane_2_store_odd,
                     lane_2_store_first, lane_2_store_second, lane_2_in_range,
                     lane_2_packet_window, lane_2_b, lane_3_map_even_line, lane_3_map_odd_line,
                     lane_3_map_physical, lane_3_store_even, lane_3_store_odd, lane_3_store_first,
                     lane_3_store_second, lane_3_in_range, lane_3_b};

  always @(posedge clk) begin
    // a bundle's way: issue to WRITE_BACK
    context_1 <= issue_this_context;
    address_1 <= issue_address;
    valid_1 <= issue_valid;
    context_2 <= context_1;
    address_2 <= address_1;
    valid_2 <= valid_1;
    context_3 <= context_2;
    address_3 <= address_2;
    valid_3 <= valid_2;
    context_4 <= context_3;
    address_4 <= address_3;
    valid_4 <= valid_3;
    context_5 <= context_4;
    address_5 <= address_4;
    valid_5 <= valid_4;
    context_6 <= context_5;
    address_6 <= address_5;
    valid_6 <= valid_5;
    context_7 <= context_6;
    context_8 <= context_7;
    // DECODE, OPERANDS
    known <= {1'b0, address_1} < control_port_program_length;
    known_2_d1 <= known;
    known_2_d2 <= known_2_d1;
    known_2_d3 <= known_2_d2;
    known_2_d4 <= known_2_d3;
    waits_d1 <= program_memory_slot_0[71] & known;
    waits_d2 <= waits_d1;
    waits_d3 <= waits_d2;
    waits_d4 <= waits_d3;
    // BRANCH
    lane_0_exits_d1 <= lane_0_action == ACTION_EXIT;
    lane_0_exits_d2 <= lane_0_exits_d1;
    lane_0_aux_d1 <= lane_0_aux;
    lane_0_aux_d2 <= lane_0_aux_d1;
    lane_0_a_4_d1 <= lane_0_a;
    lane_0_a_5_d1 <= lane_0_a_4_d1;
    lane_1_exits_d1 <= lane_1_action == ACTION_EXIT;
    lane_1_exits_d2 <= lane_1_exits_d1;
    lane_1_aux_d1 <= lane_1_aux;
    lane_1_aux_d2 <= lane_1_aux_d1;
    lane_1_a_4_d1 <= lane_1_a;
    lane_1_a_5_d1 <= lane_1_a_4_d1;
    lane_2_exits_d1 <= lane_2_action == ACTION_EXIT;
    lane_2_exits_d2 <= lane_2_exits_d1;
    lane_2_aux_d1 <= lane_2_aux;
    lane_2_aux_d2 <= lane_2_aux_d1;
    lane_2_a_4_d1 <= lane_2_a;
    lane_2_a_5_d1 <= lane_2_a_4_d1;
    lane_3_exits_d1 <= lane_3_action == ACTION_EXIT;
    lane_3_exits_d2 <= lane_3_exits_d1;
    lane_3_aux_d1 <= lane_3_aux;
    lane_3_aux_d2 <= lane_3_aux_d1;
    lane_3_a_4_d1 <= lane_3_a;
    lane_3_a_5_d1 <= lane_3_a_4_d1;
    // EFFECT: what becomes of the context
    limit_4_d1 <= slots_reached;
    limit_4_d2 <= limit_4_d1;
    // packets in and out
    stores_packet_d1 <= lane_2_action == ACTION_STORE_PACKET;
    stores_packet_d2 <= stores_packet_d1;
    stores_packet_d3 <= stores_packet_d2;
    store_window_d1 <= lane_2_packet_window;
    // stack and map values
    stores_stack_d1 <= lane_2_action == ACTION_STORE_STACK;
    stores_stack_d2 <= stores_stack_d1;
    stores_stack_d3 <= stores_stack_d2;
    stores_map_d1 <= lane_3_action == ACTION_STORE_MAP;
    stores_map_d2 <= stores_map_d1;
    stores_map_d3 <= stores_map_d2;
    if (rst) begin
      valid_1 <= 1'b0;
      valid_2 <= 1'b0;
      valid_3 <= 1'b0;
      valid_4 <= 1'b0;
      valid_5 <= 1'b0;
      valid_6 <= 1'b0;
      stores_packet_d1 <= 1'b0;
      stores_packet_d2 <= 1'b0;
      stores_packet_d3 <= 1'b0;
      stores_stack_d1 <= 1'b0;
      stores_stack_d2 <= 1'b0;
      stores_stack_d3 <= 1'b0;
      stores_map_d1 <= 1'b0;
      stores_map_d2 <= 1'b0;
      stores_map_d3 <= 1'b0;
    end
  end

endmodule
