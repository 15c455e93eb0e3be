// Takes a value out of two words of memory, an even and an odd one, that were read for a window of
// 8 bytes. A swapped value stands at the window's end, a straight one at its start. Two cycles; the
// rotation is in the first, or, for words that come late, in the second.
// Generated from LoadAligner.java; edit that file instead.
module load_aligner (
  input  wire        clk,
  input  wire        valid,  // the load is one, and in range
  input  wire [3:0]  start,  // the window's start in the line of 16 bytes, a cycle before the words
  input  wire [63:0] even,
  input  wire [63:0] odd,
  input  wire [2:0]  size,
  input  wire        extends_sign,
  input  wire        swapped,
  output wire [63:0] value   // in the next cycle; 0 if not valid
);

  localparam [2:0] SIZE_B1 = 3'd0;
  localparam [2:0] SIZE_B2 = 3'd1;
  localparam [2:0] SIZE_B4 = 3'd2;
  localparam [2:0] SIZE_B6 = 3'd3;
  localparam [2:0] SIZE_B8 = 3'd4;

  reg  [63:0] window;
  reg         valid_next;
  reg         swapped_next;
  reg         signed_next;
  reg  [2:0]  size_next;
  reg  [2:0]  start_d1;
  reg         odd_0_d1;
  reg         odd_1_d1;
  reg         odd_2_d1;
  reg         odd_3_d1;
  reg         odd_4_d1;
  reg         odd_5_d1;
  reg         odd_6_d1;
  reg         odd_7_d1;

  wire [63:0] bytes;
  wire [63:0] ordered;
  reg         sign;
  wire [7:0]  fill;
  wire        inside_0;
  wire        inside_1;
  wire        inside_2;
  wire        inside_3;
  wire        inside_4;
  wire        inside_5;
  wire        inside_6;
  wire        inside_7;

  // ---- the eight bytes, each at its place in a word ----

  assign bytes = {odd_7_d1 ? odd[63:56] : even[63:56], odd_6_d1 ? odd[55:48] : even[55:48],
                  odd_5_d1 ? odd[47:40] : even[47:40], odd_4_d1 ? odd[39:32] : even[39:32],
                  odd_3_d1 ? odd[31:24] : even[31:24], odd_2_d1 ? odd[23:16] : even[23:16],
                  odd_1_d1 ? odd[15:8] : even[15:8], odd_0_d1 ? odd[7:0] : even[7:0]};

  // ---- the value ----

  assign ordered  = swapped_next ? {window[7:0], window[15:8], window[23:16], window[31:24],
                                    window[39:32], window[47:40], window[55:48], window[63:56]}
                    : window;

  always @* begin
    case (size_next)
      SIZE_B1: sign = ordered[7];
      SIZE_B2: sign = ordered[15];
      SIZE_B4: sign = ordered[31];
      SIZE_B6: sign = ordered[47];
      default: sign = ordered[63];  // SIZE_B8
    endcase
  end

  assign fill     = {8{sign & signed_next & valid_next}};
  assign inside_0 = (size_next == SIZE_B1) | (size_next == SIZE_B2) | (size_next == SIZE_B4)
                    | (size_next == SIZE_B6) | (size_next == SIZE_B8);
  assign inside_1 = (size_next == SIZE_B2) | (size_next == SIZE_B4) | (size_next == SIZE_B6)
                    | (size_next == SIZE_B8);
  assign inside_2 = (size_next == SIZE_B4) | (size_next == SIZE_B6) | (size_next == SIZE_B8);
  assign inside_3 = (size_next == SIZE_B4) | (size_next == SIZE_B6) | (size_next == SIZE_B8);
  assign inside_4 = (size_next == SIZE_B6) | (size_next == SIZE_B8);
  assign inside_5 = (size_next == SIZE_B6) | (size_next == SIZE_B8);
  assign inside_6 = size_next == SIZE_B8;
  assign inside_7 = size_next == SIZE_B8;
  assign value    = {inside_7 ? {8{valid_next}} & ordered[63:56] : fill,
                     inside_6 ? {8{valid_next}} & ordered[55:48] : fill,
                     inside_5 ? {8{valid_next}} & ordered[47:40] : fill,
                     inside_4 ? {8{valid_next}} & ordered[39:32] : fill,
                     inside_3 ? {8{valid_next}} & ordered[31:24] : fill,
                     inside_2 ? {8{valid_next}} & ordered[23:16] : fill,
                     inside_1 ? {8{valid_next}} & ordered[15:8] : fill,
                     inside_0 ? {8{valid_next}} & ordered[7:0] : fill};

  always @(posedge clk) begin
    // the eight bytes, each at its place in a word
    start_d1 <= start[2:0];
    odd_0_d1 <= start[3] ^ (start[2:0] > 3'd0);
    odd_1_d1 <= start[3] ^ (start[2:0] > 3'd1);
    odd_2_d1 <= start[3] ^ (start[2:0] > 3'd2);
    odd_3_d1 <= start[3] ^ (start[2:0] > 3'd3);
    odd_4_d1 <= start[3] ^ (start[2:0] > 3'd4);
    odd_5_d1 <= start[3] ^ (start[2:0] > 3'd5);
    odd_6_d1 <= start[3] ^ (start[2:0] > 3'd6);
    odd_7_d1 <= start[3] ^ 1'b0;
    case (start_d1)
      3'd0:    window <= bytes;
      3'd1:    window <= {bytes[7:0], bytes[63:8]};
      3'd2:    window <= {bytes[15:0], bytes[63:16]};
      3'd3:    window <= {bytes[23:0], bytes[63:24]};
      3'd4:    window <= {bytes[31:0], bytes[63:32]};
      3'd5:    window <= {bytes[39:0], bytes[63:40]};
      3'd6:    window <= {bytes[47:0], bytes[63:48]};
      default: window <= {bytes[55:0], bytes[63:56]};  // 3'd7
    endcase
    valid_next <= valid;
    swapped_next <= swapped;
    signed_next <= extends_sign;
    size_next <= size;
  end

endmodule
