// Division and modulo, a bit of the quotient in each cycle.
// Generated from Divider.java; edit that file instead.
module divider (
  input  wire        clk,
  input  wire        rst,    // synchronous, active high
  input  wire        valid,  // a request waits
  input  wire [3:0]  this_context,
  input  wire [1:0]  op,
  input  wire        wide,
  input  wire [63:0] left,
  input  wire [63:0] right,
  output wire        pop,
  input  wire        take,   // the answer can be taken in this cycle
  output wire        respond,
  output wire [3:0]  respond_context,
  output wire [63:0] answer
);

  localparam [1:0] DIVIDE_OP_DIV  = 2'd0;
  localparam [1:0] DIVIDE_OP_SDIV = 2'd2;
  localparam [1:0] DIVIDE_OP_SMOD = 2'd3;
  localparam [2:0] STATE_IDLE     = 3'd0;
  localparam [2:0] STATE_PREPARE  = 3'd1;
  localparam [2:0] STATE_ITERATE  = 3'd2;
  localparam [2:0] STATE_FINISH   = 3'd3;
  localparam [2:0] STATE_RESPOND  = 3'd4;

  reg  [2:0]  state;
  reg  [3:0]  owner;
  reg  [1:0]  operation;
  reg         is_wide;
  reg  [63:0] quotient;  // dividend, then quotient from the right; at last the answer
  reg  [63:0] divisor;
  reg  [63:0] rest;
  reg  [5:0]  left64;
  reg         negative;
  reg         by_zero;

  wire        quotient_asked;
  wire        is_signed;
  wire [63:0] x;
  wire [63:0] y;
  wire        finishing;
  wire [63:0] result;
  wire        goes;
  wire [63:0] subtract_sum;
  wire        subtract_carry_out;
  wire [63:0] negate_left_of;
  wire        negate_left_negate;
  wire [63:0] negate_left_result;
  wire        negate_right_negate;
  wire [63:0] negate_right_result;

  carry_select_adder subtract (
    .a         ({rest[62:0], quotient[63]}),
    .b         (~divisor),
    .carry_in  (1'b1),
    .sum       (subtract_sum),
    .carry_out (subtract_carry_out)
  );

  negate negate_left (
    .of     (negate_left_of),
    .negate (negate_left_negate),
    .result (negate_left_result)
  );

  negate negate_right (
    .of     (y),
    .negate (negate_right_negate),
    .result (negate_right_result)
  );

  assign pop = (state == STATE_IDLE) & valid;

  // ---- magnitudes; a narrow dividend stands in the upper half ----

  assign quotient_asked      = (operation == DIVIDE_OP_DIV) | (operation == DIVIDE_OP_SDIV);
  assign is_signed           = (operation == DIVIDE_OP_SDIV) | (operation == DIVIDE_OP_SMOD);
  assign x                   = {is_wide ? quotient[63:32] : {32{is_signed & quotient[31]}},
                                quotient[31:0]};
  assign y                   = {is_wide ? divisor[63:32] : {32{is_signed & divisor[31]}},
                                divisor[31:0]};
  assign finishing           = state == STATE_FINISH;
  assign result              = quotient_asked ? {64{~by_zero}} & quotient : rest;
  assign negate_left_of      = finishing ? result : x;
  assign negate_left_negate  = finishing ? negative : is_signed & x[63];
  assign negate_right_negate = is_signed & y[63];

  // ---- one bit ----

  assign goes = rest[63] | subtract_carry_out;

  // ---- the answer ----

  assign respond         = state == STATE_RESPOND;
  assign respond_context = owner;
  assign answer          = quotient;

  always @(posedge clk) begin
    if (pop) begin
      state <= STATE_PREPARE;
      owner <= this_context;
      operation <= op;
      is_wide <= wide;
      quotient <= left;
      divisor <= right;
    end
    // magnitudes; a narrow dividend stands in the upper half
    if (state == STATE_PREPARE) begin
      state <= STATE_ITERATE;
      quotient <= is_wide ? negate_left_result : {negate_left_result[31:0], 32'd0};
      divisor <= negate_right_result;
      rest <= 64'd0;
      left64 <= is_wide ? 6'd63 : 6'd31;
      negative <= is_signed & (quotient_asked ? x[63] ^ y[63] : x[63]);
      by_zero <= ~(|y);
    end
    // one bit
    if (state == STATE_ITERATE) begin
      rest <= goes ? subtract_sum : {rest[62:0], quotient[63]};
      quotient <= {quotient[62:0], goes};
      left64 <= left64 - 6'd1;
      if (left64 == 6'd0) begin
        state <= STATE_FINISH;
      end
    end
    // the answer
    if (finishing) begin
      state <= STATE_RESPOND;
      quotient <= {{32{is_wide}} & negate_left_result[63:32], negate_left_result[31:0]};
    end
    if (respond & take) begin
      state <= STATE_IDLE;
    end
    if (rst) begin
      state <= STATE_IDLE;
    end
  end

endmodule
