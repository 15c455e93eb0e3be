// Puts a value where a store writes it: a window of 8 bytes in an even and an odd word, both with
// the same data and each with its own byte enables. A swapped value stands at the window's end.
// Generated from StoreAligner.java; edit that file instead.
module store_aligner (
  input  wire        clk,
  input  wire [2:0]  size,
  input  wire        swapped,
  input  wire [63:0] value,  // EXECUTE
  input  wire [3:0]  start,  // BRANCH: the window's start in the line of 16 bytes
  output wire [63:0] data,   // EFFECT: of the even and of the odd word
  output wire [7:0]  even,
  output wire [7:0]  odd,
  // EFFECT: enables of the word with the window's first byte, and of the next one
  output wire [7:0]  first,
  output wire [7:0]  second
);

  localparam [2:0] SIZE_B1 = 3'd0;
  localparam [2:0] SIZE_B2 = 3'd1;
  localparam [2:0] SIZE_B4 = 3'd2;
  localparam [2:0] SIZE_B6 = 3'd3;

  reg  [63:0] ordered5;
  reg  [7:0]  bytes5;  // which bytes of the window are written
  reg  [63:0] data6;
  reg  [7:0]  first6;
  reg  [7:0]  second6;
  reg         is_odd6;

  reg  [7:0]  low;
  wire [15:0] moved;

  // ---- EXECUTE ----

  always @* begin
    case (size)
      SIZE_B1: low = 8'd1;
      SIZE_B2: low = 8'd3;
      SIZE_B4: low = 8'd15;
      SIZE_B6: low = 8'd63;
      default: low = 8'd255;  // SIZE_B8
    endcase
  end

  // ---- BRANCH ----

  assign moved  = {8'd0, bytes5} << start[2:0];
  assign data   = data6;
  assign first  = first6;
  assign second = second6;
  assign even   = is_odd6 ? second6 : first6;
  assign odd    = is_odd6 ? first6 : second6;

  always @(posedge clk) begin
    // EXECUTE
    ordered5 <= swapped ? {value[7:0], value[15:8], value[23:16], value[31:24], value[39:32],
                           value[47:40], value[55:48], value[63:56]}
                : value;
    bytes5 <= swapped ? {low[0], low[1], low[2], low[3], low[4], low[5], low[6], low[7]} : low;
    // BRANCH
    case (start[2:0])
      3'd0:    data6 <= ordered5;
      3'd1:    data6 <= {ordered5[55:0], ordered5[63:56]};
      3'd2:    data6 <= {ordered5[47:0], ordered5[63:48]};
      3'd3:    data6 <= {ordered5[39:0], ordered5[63:40]};
      3'd4:    data6 <= {ordered5[31:0], ordered5[63:32]};
      3'd5:    data6 <= {ordered5[23:0], ordered5[63:24]};
      3'd6:    data6 <= {ordered5[15:0], ordered5[63:16]};
      default: data6 <= {ordered5[7:0], ordered5[63:8]};  // 3'd7
    endcase
    first6 <= moved[7:0];
    second6 <= moved[15:8];
    is_odd6 <= start[3];
  end

endmodule
