// The low 64 bits of a product, from EXECUTE to WRITE_BACK: ten products of 16-bit limbs with two
// registers (those of a DSP block), then sums by column.
// Generated from Multiplier.java; edit that file instead.
module multiplier (
  input  wire        clk,
  input  wire        multiply,
  input  wire        wide,
  input  wire [63:0] a,
  input  wire [63:0] b,
  output wire [63:0] result   // WRITE_BACK; 0 if the operation is another one
);

  reg  [31:0] product5_0;  // products by column, of weight 2 to the 16 times the column
  reg  [31:0] product5_1;
  reg  [31:0] product5_2;
  reg  [31:0] product5_3;
  reg  [31:0] product5_4;
  reg  [31:0] product5_5;
  reg  [31:0] product5_6;
  reg  [31:0] product5_7;
  reg  [31:0] product5_8;
  reg  [31:0] product5_9;
  reg  [31:0] product6_0;
  reg  [31:0] product6_1;
  reg  [31:0] product6_2;
  reg  [31:0] product6_3;
  reg  [31:0] product6_4;
  reg  [31:0] product6_5;
  reg  [31:0] product6_6;
  reg  [31:0] product6_7;
  reg  [31:0] product6_8;
  reg  [31:0] product6_9;
  reg  [63:0] straight7;
  reg  [32:0] column17;
  reg  [31:0] column27;
  reg  [15:0] column37;
  reg  [15:0] more37;
  reg  [15:0] low8;
  reg  [33:0] middle8;
  reg  [15:0] high8;
  reg         wide_d1;
  reg         wide_d2;
  reg         wide_d3;
  reg         wide_d4;

  wire [63:0] a_ours;
  wire [63:0] b_ours;
  wire [31:0] upper;

  assign a_ours = {64{multiply}} & a;
  assign b_ours = {64{multiply}} & b;

  // ---- bits 16 to 47 with what they carry, and bits 48 to 63 without it, which comes in WRITE_BACK ----

  assign upper  = {high8 + {14'd0, middle8[33:32]}, middle8[31:16]};
  assign result = {{32{wide_d4}} & upper, middle8[15:0], low8};

  wire unused_ok = &{1'b0, product6_6[31:16], product6_7[31:16], product6_8[31:16],
                     product6_9[31:16]};

  always @(posedge clk) begin
    product5_0 <= {16'd0, a_ours[15:0]} * {16'd0, b_ours[15:0]};
    product6_0 <= product5_0;
    product5_1 <= {16'd0, a_ours[15:0]} * {16'd0, b_ours[31:16]};
    product6_1 <= product5_1;
    product5_2 <= {16'd0, a_ours[31:16]} * {16'd0, b_ours[15:0]};
    product6_2 <= product5_2;
    product5_3 <= {16'd0, a_ours[15:0]} * {16'd0, b_ours[47:32]};
    product6_3 <= product5_3;
    product5_4 <= {16'd0, a_ours[31:16]} * {16'd0, b_ours[31:16]};
    product6_4 <= product5_4;
    product5_5 <= {16'd0, a_ours[47:32]} * {16'd0, b_ours[15:0]};
    product6_5 <= product5_5;
    product5_6 <= {16'd0, a_ours[15:0]} * {16'd0, b_ours[63:48]};
    product6_6 <= product5_6;
    product5_7 <= {16'd0, a_ours[31:16]} * {16'd0, b_ours[47:32]};
    product6_7 <= product5_7;
    product5_8 <= {16'd0, a_ours[47:32]} * {16'd0, b_ours[31:16]};
    product6_8 <= product5_8;
    product5_9 <= {16'd0, a_ours[63:48]} * {16'd0, b_ours[15:0]};
    product6_9 <= product5_9;
    // sums of columns
    straight7 <= {product6_4, product6_0};
    column17 <= {1'b0, product6_1} + {1'b0, product6_2};
    column27 <= product6_3 + product6_5;
    column37 <= product6_6[15:0] + product6_7[15:0];
    more37 <= product6_8[15:0] + product6_9[15:0];
    // bits 16 to 47 with what they carry, and bits 48 to 63 without it, which comes in WRITE_BACK
    low8 <= straight7[15:0];
    middle8 <= {2'd0, straight7[47:16]} + {2'd0, column17[31:0]} + {2'd0, column27[15:0], 16'd0};
    high8 <= straight7[63:48] + column27[31:16] + column37 + more37 + {15'd0, column17[32]};
    wide_d1 <= wide;
    wide_d2 <= wide_d1;
    wide_d3 <= wide_d2;
    wide_d4 <= wide_d3;
  end

endmodule
