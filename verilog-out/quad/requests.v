// What a lane asks for and gets later: the queues before the map unit and the divider, the units,
// and the pushed pairs.
// Generated from Requests.java; edit that file instead.
module requests (
  input  wire         clk,
  input  wire         rst,          // synchronous, active high
  input  wire [3:0]   context6,
  input  wire [4:0]   lane_action,  // OPERANDS
  input  wire [3:0]   lane_aux,
  input  wire [4:0]   lane_index,
  input  wire         lane_wide,
  input  wire [63:0]  lane_b,       // EXECUTE
  input  wire [63:0]  lane_a,       // EFFECT
  input  wire [31:0]  lane_physical,
  output wire         effect_asks,
  output wire         effect_pushes,
  input  wire         effect_makes,
  input  wire         effect_pushed,
  output wire         response_valid,
  output wire [3:0]   response_context,
  output wire [63:0]  response_value,
  output wire         memory_read_valid,
  output wire [13:0]  memory_read_line,
  output wire         memory_write_valid,
  output wire [13:0]  memory_write_line,
  output wire [127:0] memory_write_data,
  output wire [15:0]  memory_write_bytes,
  input  wire [127:0] line_read,
  input  wire [127:0] line_before,
  output wire [3:0]   bases_context,
  input  wire [31:0]  bases_base,
  input  wire         descriptor_write,
  input  wire [8:0]   descriptor_element,
  input  wire [31:0]  descriptor_data
);

  localparam [4:0] ACTION_PUSH        = 5'd17;
  localparam [4:0] ACTION_MAP_REQUEST = 5'd18;
  localparam [4:0] ACTION_ATOMIC      = 5'd19;
  localparam [4:0] ACTION_DIVIDE      = 5'd20;

  reg         asks_map_d1;
  reg         asks_map_d2;
  reg         asks_map_d3;
  reg         asks_atomic_d1;
  reg         asks_atomic_d2;
  reg         asks_atomic_d3;
  reg         asks_divider_d1;
  reg         asks_divider_d2;
  reg         asks_divider_d3;
  reg         asks_push_d1;
  reg         asks_push_d2;
  reg         asks_push_d3;
  reg  [63:0] b_d1;
  reg  [63:0] b_d2;
  reg  [3:0]  aux_d1;
  reg  [3:0]  aux_d2;
  reg  [3:0]  aux_d3;
  reg  [4:0]  index_d1;
  reg  [4:0]  index_d2;
  reg  [4:0]  index_d3;
  reg         wide_d1;
  reg         wide_d2;
  reg         wide_d3;

  wire [127:0] argument_memory_read;
  wire         map_requests_push;
  wire [143:0] map_requests_request;
  wire         map_requests_valid;
  wire [143:0] map_requests_first;
  wire         divide_requests_push;
  wire         divide_requests_valid;
  wire [134:0] divide_requests_first;
  wire         map_unit_pop;
  wire         map_unit_respond;
  wire [3:0]   map_unit_respond_context;
  wire [63:0]  map_unit_answer;
  wire         map_unit_read_valid;
  wire [13:0]  map_unit_read_line;
  wire         map_unit_written_valid;
  wire [13:0]  map_unit_written_line;
  wire [127:0] map_unit_written_data;
  wire [15:0]  map_unit_written_bytes;
  wire [3:0]   map_unit_pair_context;
  wire [4:0]   map_unit_pair_index;
  wire [3:0]   map_unit_cpu_context;
  wire         divider_pop;
  wire         divider_respond;
  wire [3:0]   divider_respond_context;
  wire [63:0]  divider_answer;

  argument_memory argument_memory (
    .clk          (clk),
    .push         (effect_pushed),
    .this_context (context6),
    .index        (index_d3),
    .pair         ({b_d2, lane_a}),
    .read_context (map_unit_pair_context),
    .read_index   (map_unit_pair_index),
    .read         (argument_memory_read)
  );

  map_requests map_requests (
    .clk     (clk),
    .rst     (rst),
    .push    (map_requests_push),
    .request (map_requests_request),
    .valid   (map_requests_valid),
    .first   (map_requests_first),
    .pop     (map_unit_pop)
  );

  divide_requests divide_requests (
    .clk     (clk),
    .rst     (rst),
    .push    (divide_requests_push),
    .request ({context6, aux_d3[1:0], wide_d3, b_d2, lane_a}),
    .valid   (divide_requests_valid),
    .first   (divide_requests_first),
    .pop     (divider_pop)
  );

  map_unit map_unit (
    .clk             (clk),
    .rst             (rst),
    .valid           (map_requests_valid),
    .request         (map_requests_first),
    .pop             (map_unit_pop),
    .respond         (map_unit_respond),
    .respond_context (map_unit_respond_context),
    .answer          (map_unit_answer),
    .read_valid      (map_unit_read_valid),
    .read_line       (map_unit_read_line),
    .written_valid   (map_unit_written_valid),
    .written_line    (map_unit_written_line),
    .written_data    (map_unit_written_data),
    .written_bytes   (map_unit_written_bytes),
    .line_read       (line_read),
    .memory          (line_before),
    .pair_context    (map_unit_pair_context),
    .pair_index      (map_unit_pair_index),
    .pair_read       (argument_memory_read),
    .cpu_context     (map_unit_cpu_context),
    .cpu_base        (bases_base),
    .describe        (descriptor_write),
    .describe_map    (descriptor_element[8:4]),
    .describe_word   (descriptor_element[3:0]),
    .describe_data   (descriptor_data)
  );

  divider divider (
    .clk             (clk),
    .rst             (rst),
    .valid           (divide_requests_valid),
    .this_context    (divide_requests_first[134:131]),
    .op              (divide_requests_first[130:129]),
    .wide            (divide_requests_first[128]),
    .left            (divide_requests_first[63:0]),
    .right           (divide_requests_first[127:64]),
    .pop             (divider_pop),
    .take            (~map_unit_respond),
    .respond         (divider_respond),
    .respond_context (divider_respond_context),
    .answer          (divider_answer)
  );

  // ---- what is asked ----

  assign effect_asks          = asks_map_d3 | asks_atomic_d3 | asks_divider_d3;
  assign effect_pushes        = asks_push_d3;
  assign map_requests_push    = effect_makes & ~asks_divider_d3;
  assign map_requests_request = {context6, asks_atomic_d3,
                                 asks_atomic_d3 ? aux_d3[2:0] : {1'b0, aux_d3[1:0]}, wide_d3,
                                 aux_d3[3:2], index_d3,
                                 asks_atomic_d3 ? {32'd0, lane_physical} : b_d2,
                                 asks_atomic_d3 ? b_d2 : lane_a};
  assign divide_requests_push = effect_makes & asks_divider_d3;

  // ---- the units ----

  assign memory_read_valid  = map_unit_read_valid;
  assign memory_read_line   = map_unit_read_line;
  assign memory_write_valid = map_unit_written_valid;
  assign memory_write_line  = map_unit_written_line;
  assign memory_write_data  = map_unit_written_data;
  assign memory_write_bytes = map_unit_written_bytes;
  assign bases_context      = map_unit_cpu_context;

  // ---- answers; the map unit's come first ----

  assign response_valid   = map_unit_respond | divider_respond;
  assign response_context = map_unit_respond ? map_unit_respond_context : divider_respond_context;
  assign response_value   = map_unit_respond ? map_unit_answer : divider_answer;

  always @(posedge clk) begin
    // what is asked
    asks_map_d1 <= lane_action == ACTION_MAP_REQUEST;
    asks_map_d2 <= asks_map_d1;
    asks_map_d3 <= asks_map_d2;
    asks_atomic_d1 <= lane_action == ACTION_ATOMIC;
    asks_atomic_d2 <= asks_atomic_d1;
    asks_atomic_d3 <= asks_atomic_d2;
    asks_divider_d1 <= lane_action == ACTION_DIVIDE;
    asks_divider_d2 <= asks_divider_d1;
    asks_divider_d3 <= asks_divider_d2;
    asks_push_d1 <= lane_action == ACTION_PUSH;
    asks_push_d2 <= asks_push_d1;
    asks_push_d3 <= asks_push_d2;
    b_d1 <= lane_b;
    b_d2 <= b_d1;
    aux_d1 <= lane_aux;
    aux_d2 <= aux_d1;
    aux_d3 <= aux_d2;
    index_d1 <= lane_index;
    index_d2 <= index_d1;
    index_d3 <= index_d2;
    wide_d1 <= lane_wide;
    wide_d2 <= wide_d1;
    wide_d3 <= wide_d2;
    if (rst) begin
      asks_map_d1 <= 1'b0;
      asks_map_d2 <= 1'b0;
      asks_map_d3 <= 1'b0;
      asks_atomic_d1 <= 1'b0;
      asks_atomic_d2 <= 1'b0;
      asks_atomic_d3 <= 1'b0;
      asks_divider_d1 <= 1'b0;
      asks_divider_d2 <= 1'b0;
      asks_divider_d3 <= 1'b0;
      asks_push_d1 <= 1'b0;
      asks_push_d2 <= 1'b0;
      asks_push_d3 <= 1'b0;
    end
  end

endmodule
