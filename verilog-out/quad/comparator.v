// The truth of a condition: the four quarters of the operands in EXECUTE, the whole in BRANCH.
// Generated from Comparator.java; edit that file instead.
module comparator (
  input  wire        clk,
  input  wire [3:0]  condition,
  input  wire        wide,
  input  wire [63:0] a,
  input  wire [63:0] b,
  output reg         holds   // BRANCH
);

  localparam [3:0] COND_EQ  = 4'd0;
  localparam [3:0] COND_NE  = 4'd1;
  localparam [3:0] COND_LT  = 4'd2;
  localparam [3:0] COND_LE  = 4'd3;
  localparam [3:0] COND_GT  = 4'd4;
  localparam [3:0] COND_GE  = 4'd5;
  localparam [3:0] COND_SLT = 4'd6;
  localparam [3:0] COND_SLE = 4'd7;
  localparam [3:0] COND_SGT = 4'd8;
  localparam [3:0] COND_SGE = 4'd9;
  localparam [3:0] COND_SET = 4'd10;

  reg  [3:0] below;  // quarters in which a is below b, a is b, a and b have a common bit
  reg  [3:0] same;
  reg  [3:0] common;
  reg  [3:0] condition5;

  wire        is_signed;
  wire [63:0] flip;
  wire [63:0] x;
  wire [63:0] y;
  wire        equal;
  wire        less;
  wire        shared;

  // ---- EXECUTE: quarters; with the sign bit inverted a signed comparison is an unsigned one ----

  assign is_signed = (condition == COND_SLT) | (condition == COND_SLE) | (condition == COND_SGT)
                     | (condition == COND_SGE);
  assign flip      = {is_signed & wide, 31'd0, is_signed & ~wide, 31'd0};
  assign x         = a ^ flip;
  assign y         = b ^ flip;

  // ---- BRANCH: the whole ----

  assign equal  = &same;
  assign less   = below[3] | (same[3] & below[2])
                  | (same[3] & same[2] & (below[1] | (same[1] & below[0])));
  assign shared = |common;

  always @* begin
    case (condition5)
      COND_EQ:           holds = equal;
      COND_NE:           holds = ~equal;
      COND_LT, COND_SLT: holds = less;
      COND_LE:           holds = less | equal;
      COND_GT:           holds = ~(less | equal);
      COND_GE:           holds = ~less;
      COND_SLE:          holds = less | equal;
      COND_SGT:          holds = ~(less | equal);
      COND_SGE:          holds = ~less;
      COND_SET:          holds = shared;
      default:           holds = ~shared;  // COND_CLEAR
    endcase
  end

  always @(posedge clk) begin
    // EXECUTE: quarters; with the sign bit inverted a signed comparison is an unsigned one
    below <= {wide & (x[63:48] < y[63:48]), wide & (x[47:32] < y[47:32]), x[31:16] < y[31:16],
              x[15:0] < y[15:0]};
    same <= {~wide | (x[63:48] == y[63:48]), ~wide | (x[47:32] == y[47:32]), x[31:16] == y[31:16],
             x[15:0] == y[15:0]};
    common <= {wide & (|(a[63:48] & b[63:48])), wide & (|(a[47:32] & b[47:32])),
               |(a[31:16] & b[31:16]), |(a[15:0] & b[15:0])};
    condition5 <= condition;
  end

endmodule
