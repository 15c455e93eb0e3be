// One lane, from its slot in DECODE to its result in WRITE_BACK. What belongs to all lanes
// (memories, contexts, requests) is outside.
// Generated from Lane.java; edit that file instead.
module lane_0 (
  input  wire        clk,
  input  wire        rst,            // synchronous, active high
  input  wire [71:0] slot,           // DECODE
  input  wire        valid,
  input  wire [11:0] length,
  output wire [4:0]  action,         // OPERANDS: what the operation is
  output wire [11:0] aux,
  output wire [63:0] a,              // EXECUTE
  output wire [63:0] b,
  // BRANCH: a branch is taken; a jump or exit counts if no branch is
  output wire        taken,
  output wire        goes,
  output wire        write,          // WRITE_BACK
  output wire [4:0]  index,
  output wire [63:0] value,
  output wire        a_bank_0,       // DECODE: the bank that holds an operand, if one does
  output wire        a_bank_1,
  output wire        a_bank_2,
  output wire        a_bank_3,
  output wire        b_bank_0,
  output wire        b_bank_1,
  output wire        b_bank_2,
  output wire        b_bank_3,
  input  wire [63:0] a_word_0,       // OPERANDS: a word of each bank
  input  wire [63:0] a_word_1,
  input  wire [63:0] a_word_2,
  input  wire [63:0] a_word_3,
  input  wire [63:0] b_word_0,
  input  wire [63:0] b_word_1,
  input  wire [63:0] b_word_2,
  input  wire [63:0] b_word_3,
  input  wire [11:0] borders_head,
  input  wire [11:0] borders_length,
  input  wire [7:0]  borders_meta,
  output wire [11:0] packet_window,  // BRANCH, for packet and stack: the window of the access
  output wire        in_range,
  output wire        faulty,
  input  wire [63:0] packet_words_even,
  input  wire [63:0] packet_words_odd
);

  localparam [4:0] ACTION_ALU         = 5'd1;
  localparam [4:0] ACTION_COMPARE     = 5'd2;
  localparam [4:0] ACTION_CHOOSE      = 5'd3;
  localparam [4:0] ACTION_MULTIPLY    = 5'd4;
  localparam [4:0] ACTION_LOAD_PACKET = 5'd5;
  localparam [4:0] ACTION_BRANCH      = 5'd11;
  localparam [4:0] ACTION_JUMP        = 5'd12;
  localparam [4:0] ACTION_EXIT        = 5'd13;

  reg         wide_d1;
  reg  [3:0]  condition_d1;
  reg         is_alu_d1;
  reg         is_choose_d1;
  reg  [4:0]  alu_op_d1;
  reg  [31:0] otherwise_d1;
  reg         is_multiply_d1;
  reg         is_branch_d1;
  reg         branch_5_d1;
  reg         leaves_d1;
  reg         leaves_4_d1;
  reg  [2:0]  size_d1;
  reg         swapped_d1;
  reg         inside_d1;
  reg  [3:0]  start_d1;
  reg  [2:0]  size_4_d1;
  reg  [2:0]  size_4_d2;
  reg  [2:0]  size_4_d3;
  reg         swapped_4_d1;
  reg         swapped_4_d2;
  reg         swapped_4_d3;
  reg         signed_d1;
  reg         signed_d2;
  reg         signed_d3;
  reg         signed_d4;
  reg         load_packet_d1;
  reg         load_packet_d2;
  reg         load_packet_d3;
  reg         load_packet_d4;
  reg         is_compare_d1;
  reg         compare_5_d1;
  reg         truth_d1;
  reg         truth_d2;
  reg         truth_d3;
  reg         writes_d1;
  reg         writes_d2;
  reg         writes_d3;
  reg         writes_d4;
  reg         writes_d5;
  reg  [4:0]  index_d1;
  reg  [4:0]  index_d2;
  reg  [4:0]  index_d3;
  reg  [4:0]  index_d4;
  reg  [4:0]  index_d5;

  wire        truth;
  wire [63:0] alu_result;
  wire        comparator_holds;
  wire [4:0]  decoder_action;
  wire        decoder_a_bank_0;
  wire        decoder_a_bank_1;
  wire        decoder_a_bank_2;
  wire        decoder_a_bank_3;
  wire        decoder_b_bank_0;
  wire        decoder_b_bank_1;
  wire        decoder_b_bank_2;
  wire        decoder_b_bank_3;
  wire [32:0] decoder_a_constant;
  wire [32:0] decoder_b_constant;
  wire [31:0] decoder_offset;
  wire [11:0] decoder_aux;
  wire [4:0]  decoder_index;
  wire        decoder_writes;
  wire [3:0]  decoder_condition;
  wire        decoder_wide;
  wire [2:0]  decoder_size;
  wire        decoder_swapped;
  wire [63:0] select_a_joined;
  wire [63:0] select_b_joined;
  wire [63:0] multiplier_result;
  wire [3:0]  addresses_start;
  wire [31:0] addresses_address;
  wire        addresses_is_inside;
  wire        addresses_faulty;
  wire [11:0] addresses_packet_window;
  wire        packet_aligner_valid;
  wire [63:0] packet_aligner_value;

  alu alu (
    .clk       (clk),
    .computes  (is_alu_d1),
    .choose    (is_choose_d1),
    .op        (alu_op_d1),
    .wide      (wide_d1),
    .a         (a),
    .b         (b),
    .otherwise (otherwise_d1),
    .result    (alu_result)
  );

  comparator comparator (
    .clk       (clk),
    .condition (condition_d1),
    .wide      (wide_d1),
    .a         (a),
    .b         (b),
    .holds     (comparator_holds)
  );

  decoder_0 decoder (
    .clk        (clk),
    .slot       (slot),
    .valid      (valid),
    .length     (length),
    .action     (decoder_action),
    .a_bank_0   (decoder_a_bank_0),
    .a_bank_1   (decoder_a_bank_1),
    .a_bank_2   (decoder_a_bank_2),
    .a_bank_3   (decoder_a_bank_3),
    .b_bank_0   (decoder_b_bank_0),
    .b_bank_1   (decoder_b_bank_1),
    .b_bank_2   (decoder_b_bank_2),
    .b_bank_3   (decoder_b_bank_3),
    .a_constant (decoder_a_constant),
    .b_constant (decoder_b_constant),
    .offset     (decoder_offset),
    .aux        (decoder_aux),
    .index      (decoder_index),
    .writes     (decoder_writes),
    .condition  (decoder_condition),
    .wide       (decoder_wide),
    .size       (decoder_size),
    .swapped    (decoder_swapped)
  );

  word_join_5 select_a (
    .clk    (clk),
    .joined (select_a_joined),
    .word_0 (a_word_0),
    .word_1 (a_word_1),
    .word_2 (a_word_2),
    .word_3 (a_word_3),
    .word_4 ({{31{decoder_a_constant[32]}}, decoder_a_constant})
  );

  word_join_5 select_b (
    .clk    (clk),
    .joined (select_b_joined),
    .word_0 (b_word_0),
    .word_1 (b_word_1),
    .word_2 (b_word_2),
    .word_3 (b_word_3),
    .word_4 ({{31{decoder_b_constant[32]}}, decoder_b_constant})
  );

  multiplier multiplier (
    .clk      (clk),
    .multiply (is_multiply_d1),
    .wide     (wide_d1),
    .a        (a),
    .b        (b),
    .result   (multiplier_result)
  );

  address_unit_0 addresses (
    .clk           (clk),
    .action        (decoder_action),
    .size          (decoder_size),
    .swapped       (decoder_swapped),
    .quiet         (decoder_aux[5]),
    .offset        (decoder_offset),
    .base          (a[31:0]),
    .start         (addresses_start),
    .address       (addresses_address),
    .is_inside     (addresses_is_inside),
    .faulty        (addresses_faulty),
    .packet_head   (borders_head),
    .packet_length (borders_length),
    .packet_meta   (borders_meta),
    .packet_window (addresses_packet_window)
  );

  load_aligner packet_aligner (
    .clk          (clk),
    .valid        (packet_aligner_valid),
    .start        (start_d1),
    .even         (packet_words_even),
    .odd          (packet_words_odd),
    .size         (size_4_d3),
    .extends_sign (signed_d4),
    .swapped      (swapped_4_d3),
    .value        (packet_aligner_value)
  );

  // ---- DECODE ----

  assign a_bank_0 = decoder_a_bank_0;
  assign b_bank_0 = decoder_b_bank_0;
  assign a_bank_1 = decoder_a_bank_1;
  assign b_bank_1 = decoder_b_bank_1;
  assign a_bank_2 = decoder_a_bank_2;
  assign b_bank_2 = decoder_b_bank_2;
  assign a_bank_3 = decoder_a_bank_3;
  assign b_bank_3 = decoder_b_bank_3;
  assign action   = decoder_action;
  assign aux      = decoder_aux;

  // ---- OPERANDS ----

  assign a = select_a_joined;
  assign b = select_b_joined;

  // ---- BRANCH ----

  assign taken = branch_5_d1 & comparator_holds;
  assign goes  = leaves_4_d1;

  // ---- memory ----

  assign packet_window        = addresses_packet_window;
  assign in_range             = addresses_is_inside;
  assign faulty               = addresses_faulty;
  assign packet_aligner_valid = inside_d1 & load_packet_d4;

  // ---- WRITE_BACK ----

  assign truth = compare_5_d1 & comparator_holds;
  assign value = alu_result | {63'd0, truth_d3} | multiplier_result | packet_aligner_value;
  assign write = writes_d5;
  assign index = index_d5;

  wire unused_ok = &{1'b0, addresses_address};

  always @(posedge clk) begin
    // EXECUTE
    wide_d1 <= decoder_wide;
    condition_d1 <= decoder_condition;
    is_alu_d1 <= decoder_action == ACTION_ALU;
    is_choose_d1 <= decoder_action == ACTION_CHOOSE;
    alu_op_d1 <= decoder_aux[4:0];
    otherwise_d1 <= decoder_offset;
    is_multiply_d1 <= decoder_action == ACTION_MULTIPLY;
    // BRANCH
    is_branch_d1 <= decoder_action == ACTION_BRANCH;
    branch_5_d1 <= is_branch_d1;
    leaves_d1 <= (decoder_action == ACTION_JUMP) | (decoder_action == ACTION_EXIT);
    leaves_4_d1 <= leaves_d1;
    // memory
    size_d1 <= decoder_size;
    swapped_d1 <= decoder_swapped;
    inside_d1 <= addresses_is_inside;
    start_d1 <= addresses_start;
    size_4_d1 <= size_d1;
    size_4_d2 <= size_4_d1;
    size_4_d3 <= size_4_d2;
    swapped_4_d1 <= swapped_d1;
    swapped_4_d2 <= swapped_4_d1;
    swapped_4_d3 <= swapped_4_d2;
    signed_d1 <= decoder_aux[3];
    signed_d2 <= signed_d1;
    signed_d3 <= signed_d2;
    signed_d4 <= signed_d3;
    load_packet_d1 <= decoder_action == ACTION_LOAD_PACKET;
    load_packet_d2 <= load_packet_d1;
    load_packet_d3 <= load_packet_d2;
    load_packet_d4 <= load_packet_d3;
    // WRITE_BACK
    is_compare_d1 <= decoder_action == ACTION_COMPARE;
    compare_5_d1 <= is_compare_d1;
    truth_d1 <= truth;
    truth_d2 <= truth_d1;
    truth_d3 <= truth_d2;
    writes_d1 <= decoder_writes;
    writes_d2 <= writes_d1;
    writes_d3 <= writes_d2;
    writes_d4 <= writes_d3;
    writes_d5 <= writes_d4;
    index_d1 <= decoder_index;
    index_d2 <= index_d1;
    index_d3 <= index_d2;
    index_d4 <= index_d3;
    index_d5 <= index_d4;
    if (rst) begin
      is_alu_d1 <= 1'b0;
      is_choose_d1 <= 1'b0;
      is_multiply_d1 <= 1'b0;
      is_branch_d1 <= 1'b0;
      leaves_d1 <= 1'b0;
      is_compare_d1 <= 1'b0;
      writes_d1 <= 1'b0;
      writes_d2 <= 1'b0;
      writes_d3 <= 1'b0;
      writes_d4 <= 1'b0;
      writes_d5 <= 1'b0;
    end
  end

endmodule
