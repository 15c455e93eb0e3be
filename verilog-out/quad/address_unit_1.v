// Addresses of loads, stores and atomics, and whether they are in range. An access takes place in a
// window of 8 bytes: it starts at the address, or, for a swapped value, ends where the access ends.
// Generated from AddressUnit.java; edit that file instead.
module address_unit_1 (
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
  input  wire [11:0] packet_head,    // OPERANDS
  input  wire [11:0] packet_length,  // OPERANDS
  input  wire [7:0]  packet_meta,    // OPERANDS
  output wire [11:0] packet_window   // BRANCH: the window's start in the frame
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
  reg  [11:0] packet_base4;
  reg  [11:0] packet_window5;
  reg  [12:0] packet_least5;
  reg  [12:0] packet_most5;
  reg  [11:0] length_d1;
  reg  [2:0]  packet_size_d1;
  reg  [7:0]  meta_d1;
  reg         is_packet_d1;
  reg         is_packet_d2;
  reg         matters_d1;
  reg         matters_d2;

  reg  [3:0]  size_less_8;
  wire [3:0]  bias;
  wire [11:0] biased;
  reg  [12:0] bytes;
  wire        in_packet;
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

  // ---- the packet ----

  assign packet_window = packet_window5;

  always @* begin
    case (packet_size_d1)
      SIZE_B1: bytes = 13'd1;
      SIZE_B2: bytes = 13'd2;
      SIZE_B4: bytes = 13'd4;
      SIZE_B6: bytes = 13'd6;
      default: bytes = 13'd8;  // SIZE_B8
    endcase
  end

  assign in_packet     = ((&address5[31:12]) | ~(|address5[31:12]))
                         & ($signed(address5[12:0]) >= $signed(packet_least5))
                         & ($signed(address5[12:0]) <= $signed(packet_most5));

  // ---- BRANCH: whether it is in range ----

  assign start     = packet_window5[3:0];
  assign in_range  = is_packet_d2 & in_packet;
  assign matters   = matters_d2;
  assign is_inside = inside6;
  assign faulty    = faulty6;

  wire unused_ok = &{1'b0, near5[8:4], near5[3:0]};

  always @(posedge clk) begin
    // OPERANDS: what is added to the base
    offset4 <= offset;
    near4 <= biased[8:0];
    // EXECUTE: sums
    address5 <= base + offset4;
    near5 <= base[8:0] + near4;
    address6 <= address5;
    // the packet
    packet_base4 <= packet_head + biased;
    packet_window5 <= base[11:0] + packet_base4;
    length_d1 <= packet_length;
    packet_size_d1 <= size;
    packet_most5 <= {1'b0, length_d1} - bytes;
    meta_d1 <= packet_meta;
    packet_least5 <= 13'd0 - {5'd0, meta_d1};
    is_packet_d1 <= (action == ACTION_LOAD_PACKET) | (action == ACTION_STORE_PACKET);
    is_packet_d2 <= is_packet_d1;
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
