// The stacks of all contexts, in an even and an odd bank of 64-bit words. A store is written a
// cycle after EFFECT.
// Generated from StackMemory.java; edit that file instead.
module stack_memory (
  input  wire        clk,
  input  wire        rst,       // synchronous, active high
  input  wire [3:0]  context5,  // BRANCH
  input  wire [8:0]  window5,
  output wire [63:0] even,      // EFFECT + 1: the words of the window
  output wire [63:0] odd,
  input  wire        store,     // EFFECT
  input  wire [3:0]  context6,
  input  wire [63:0] data,
  input  wire [7:0]  even_bytes,
  input  wire [7:0]  odd_bytes
);

  reg  [63:0] even_word;
  reg  [63:0] odd_word;
  reg  [4:0]  even_line6;
  reg  [4:0]  odd_line6;
  reg  [63:0] data7;
  reg  [7:0]  even_bytes7;
  reg  [7:0]  odd_bytes7;
  reg  [63:0] evens_q;  // word read from evens
  reg  [63:0] odds_q;   // word read from odds
  reg  [8:0]  even_place_d1;
  reg  [8:0]  odd_place_d1;

  (* ram_style = "block" *)
  reg  [63:0] evens [0:511];

  (* ram_style = "block" *)
  reg  [63:0] odds [0:511];

  wire [4:0] even_line;

  assign even_line = window5[8:4] + {4'd0, window5[3]};
  assign even      = even_word;
  assign odd       = odd_word;

  wire unused_ok = &{1'b0, window5[2:0]};

  always @(posedge clk) begin
    even_word <= evens_q;
    odd_word <= odds_q;
    // stores
    even_line6 <= even_line;
    odd_line6 <= window5[8:4];
    data7 <= data;
    even_bytes7 <= {8{store}} & even_bytes;
    odd_bytes7 <= {8{store}} & odd_bytes;
    even_place_d1 <= {context6, even_line6};
    if (even_bytes7[0]) evens[even_place_d1][7:0] <= data7[7:0];
    if (even_bytes7[1]) evens[even_place_d1][15:8] <= data7[15:8];
    if (even_bytes7[2]) evens[even_place_d1][23:16] <= data7[23:16];
    if (even_bytes7[3]) evens[even_place_d1][31:24] <= data7[31:24];
    if (even_bytes7[4]) evens[even_place_d1][39:32] <= data7[39:32];
    if (even_bytes7[5]) evens[even_place_d1][47:40] <= data7[47:40];
    if (even_bytes7[6]) evens[even_place_d1][55:48] <= data7[55:48];
    if (even_bytes7[7]) evens[even_place_d1][63:56] <= data7[63:56];
    odd_place_d1 <= {context6, odd_line6};
    if (odd_bytes7[0]) odds[odd_place_d1][7:0] <= data7[7:0];
    if (odd_bytes7[1]) odds[odd_place_d1][15:8] <= data7[15:8];
    if (odd_bytes7[2]) odds[odd_place_d1][23:16] <= data7[23:16];
    if (odd_bytes7[3]) odds[odd_place_d1][31:24] <= data7[31:24];
    if (odd_bytes7[4]) odds[odd_place_d1][39:32] <= data7[39:32];
    if (odd_bytes7[5]) odds[odd_place_d1][47:40] <= data7[47:40];
    if (odd_bytes7[6]) odds[odd_place_d1][55:48] <= data7[55:48];
    if (odd_bytes7[7]) odds[odd_place_d1][63:56] <= data7[63:56];
    if (rst) begin
      even_bytes7 <= 8'd0;
      odd_bytes7 <= 8'd0;
    end
  end

  always @(posedge clk) begin
    evens_q <= evens[{context5, even_line}];
  end

  always @(posedge clk) begin
    odds_q <= odds[{context5, window5[8:4]}];
  end

endmodule
