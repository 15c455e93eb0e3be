// Addresses of loads, stores and atomics, and whether they are in range. An access takes place in a
// window of 8 bytes: it starts at the address, or, for a swapped value, ends where the access ends.
// Generated from AddressUnit.java; edit that file instead.
module address_unit_3 (
  input  wire        clk,
  input  wire [4:0]  action,         // OPERANDS
  input  wire [2:0]  size,
  input  wire        swapped,
  input  wire        quiet,
  input  wire [31:0] offset,
  input  wire [31:0] base,           // EXECUTE
  output wire [3:0]  start,          // BRANCH: the window's start in its line
  output wire [31:0] address,        // EFFECT: the address, and whether it is in range
  output wire        is_inside,
  output wire        faulty,         // EFFECT: out of range, and not a quiet load
  input  wire [31:0] map_cpu_base,   // OPERANDS: where the context's own maps begin
  output wire [31:0] map_physical,   // EFFECT
  output wire [13:0] map_even_line,  // EFFECT: line of the window's even word, and of its odd word
  output wire [13:0] map_odd_line
);

  localparam [4:0] ACTION_LOAD_PACKET  = 5'd5;
  localparam [4:0] ACTION_LOAD_STACK   = 5'd6;
  localparam [4:0] ACTION_LOAD_MAP     = 5'd7;
  localparam [4:0] ACTION_STORE_PACKET = 5'd8;
  localparam [4:0] ACTION_STORE_STACK  = 5'd9;
  localparam [4:0] ACTION_STORE_MAP    = 5'd10;
  localparam [4:0] ACTION_ATOMIC       = 5'd19;
  localparam [2:0] SIZE_B1             = 3'd0;
  localparam [2:0] SIZE_B2             = 3'd1;
  localparam [2:0] SIZE_B4             = 3'd2;
  localparam [2:0] SIZE_B6             = 3'd3;

  reg  [31:0] offset4;
  reg  [8:0]  near4;
  reg  [31:0] address5;
  reg  [8:0]  near5;
  reg  [31:0] address6;
  reg         inside6;
  reg         faulty6;
  reg  [31:0] map_offset4;
  reg  [31:0] map_per_cpu5;
  reg  [31:0] map_physical6;
  reg  [13:0] map_even_line6;
  reg  [13:0] map_odd_line6;
  reg  [2:0]  size_d1;
  reg  [2:0]  size_d2;
  reg  [3:0]  bias_d1;
  reg  [3:0]  bias_d2;
  reg         is_map_d1;
  reg         is_map_d2;
  reg         is_atomic_d1;
  reg         is_atomic_d2;
  reg         matters_d1;
  reg         matters_d2;

  reg  [3:0]  size_less_8;
  wire [3:0]  bias;
  wire [11:0] biased;
  wire [31:0] per_cpu;
  wire [31:0] physical_5;
  wire [17:0] window;
  wire [17:0] eight_later;
  wire        map_last_word;
  reg         map_passes;
  wire        in_map;
  wire        aligned;
  wire        in_range;
  wire        matters;

  // ---- OPERANDS: what is added to the base ----

  always @* begin
    case (size)
      SIZE_B1: size_less_8 = 4'd9;
      SIZE_B2: size_less_8 = 4'd10;
      SIZE_B4: size_less_8 = 4'd12;
      SIZE_B6: size_less_8 = 4'd14;
      default: size_less_8 = 4'd0;  // SIZE_B8
    endcase
  end

  assign bias   = swapped ? size_less_8 : 4'd0;
  assign biased = offset[11:0] + {{8{bias[3]}}, bias};

  // ---- EXECUTE: sums ----

  assign address = address6;

  // ---- map memory; an address with bit 31 belongs to the running context ----

  assign per_cpu       = base + map_offset4;
  assign physical_5    = address5[31] ? map_per_cpu5 : address5;
  assign map_physical  = map_physical6;
  assign window        = physical_5[17:0] + {{14{bias_d2[3]}}, bias_d2};
  assign eight_later   = physical_5[17:0] + {14'd0, ~bias_d2[3], bias_d2[2:0]};
  assign map_even_line = map_even_line6;
  assign map_odd_line  = map_odd_line6;
  assign map_last_word = &physical_5[17:3];

  always @* begin
    case (size_d2)
      SIZE_B1: map_passes = 1'b0;
      SIZE_B2: map_passes = physical_5[2:0] > 3'd6;
      SIZE_B4: map_passes = physical_5[2:0] > 3'd4;
      SIZE_B6: map_passes = physical_5[2:0] > 3'd2;
      default: map_passes = physical_5[2:0] > 3'd0;  // SIZE_B8
    endcase
  end

  assign in_map        = ~(|physical_5[31:18]) & (|physical_5[17:4])
                         & ~(map_last_word & map_passes);
  assign aligned       = ~(|address5[1:0]) & ((size_d2 == SIZE_B4) | ~address5[2]);

  // ---- BRANCH: whether it is in range ----

  assign start     = near5[3:0];
  assign in_range  = (is_map_d2 & in_map) | (is_atomic_d2 & in_map & aligned);
  assign matters   = matters_d2;
  assign is_inside = inside6;
  assign faulty    = faulty6;

  wire unused_ok = &{1'b0, biased[11:9], near5[8:4], window[3:0], eight_later[3:0]};

  always @(posedge clk) begin
    // OPERANDS: what is added to the base
    offset4 <= offset;
    near4 <= biased[8:0];
    // EXECUTE: sums
    address5 <= base + offset4;
    near5 <= base[8:0] + near4;
    address6 <= address5;
    size_d1 <= size;
    size_d2 <= size_d1;
    // map memory; an address with bit 31 belongs to the running context
    map_offset4 <= offset + map_cpu_base;
    map_per_cpu5 <= per_cpu ^ 32'h80000000;
    map_physical6 <= physical_5;
    bias_d1 <= bias;
    bias_d2 <= bias_d1;
    map_odd_line6 <= window[17:4];
    map_even_line6 <= eight_later[17:4];
    is_map_d1 <= (action == ACTION_LOAD_MAP) | (action == ACTION_STORE_MAP);
    is_map_d2 <= is_map_d1;
    is_atomic_d1 <= action == ACTION_ATOMIC;
    is_atomic_d2 <= is_atomic_d1;
    // BRANCH: whether it is in range
    matters_d1 <= (action == ACTION_STORE_PACKET) | (action == ACTION_STORE_STACK)
                  | (action == ACTION_STORE_MAP) | (action == ACTION_ATOMIC)
                  | (((action == ACTION_LOAD_PACKET) | (action == ACTION_LOAD_STACK)
                      | (action == ACTION_LOAD_MAP))
                     & ~quiet);
    matters_d2 <= matters_d1;
    inside6 <= in_range;
    faulty6 <= matters & ~in_range;
  end

endmodule
