// Moves the borders of a packet, within their limits: what moves and the limits in OPERANDS, the
// sum in EXECUTE, the check in BRANCH, the answer in EFFECT.
// Generated from AdjustUnit.java; edit that file instead.
module adjust_unit (
  input  wire        clk,
  input  wire [1:0]  op,      // OPERANDS
  input  wire [11:0] head,
  input  wire [11:0] length,
  input  wire [7:0]  meta,
  input  wire [31:0] delta,   // EXECUTE
  // EFFECT: the move is possible; the borders after it; whether bytes in front of the packet have
  // become part of it
  output wire        moves,
  output wire [11:0] new_head,
  output wire [11:0] new_length,
  output wire [7:0]  new_meta,
  output wire        uncovers,
  output wire [63:0] answer   // EFFECT: 0 or a negative error number
);

  localparam [1:0] ADJUST_OP_HEAD = 2'd0;
  localparam [1:0] ADJUST_OP_TAIL = 2'd1;
  localparam [1:0] ADJUST_OP_META = 2'd2;

  reg  [11:0] from4;
  reg  [11:0] least4;
  reg  [11:0] most4;
  reg  [11:0] end4;
  reg  [32:0] to5;
  reg         inside6;
  reg  [11:0] to6;
  reg  [11:0] distance6;
  reg  [1:0]  op_d1;
  reg  [1:0]  op_4_d1;
  reg  [11:0] head_d1;
  reg  [11:0] head_d2;
  reg  [11:0] end_4_d1;
  reg  [11:0] least_4_d1;
  reg  [11:0] most_4_d1;
  reg  [1:0]  op_5_d1;
  reg  [11:0] head_5_d1;
  reg  [11:0] length_d1;
  reg  [11:0] length_d2;
  reg  [11:0] length_d3;
  reg  [7:0]  meta_d1;
  reg  [7:0]  meta_d2;
  reg  [7:0]  meta_d3;
  reg         backwards_d1;
  reg         backwards_d2;

  wire [11:0] packet_end;
  reg  [11:0] left;
  wire        is_meta;
  wire        odd_meta;

  // ---- OPERANDS ----

  assign packet_end = head + length;

  // ---- EXECUTE, BRANCH ----

  always @* begin
    case (op_4_d1)
      ADJUST_OP_HEAD: left = end_4_d1;
      ADJUST_OP_TAIL: left = to5[11:0];
      default:        left = head_d2;  // ADJUST_OP_META
    endcase
  end

  // ---- EFFECT ----

  assign is_meta    = op_5_d1 == ADJUST_OP_META;
  assign odd_meta   = is_meta & ((|distance6[1:0]) | (distance6 > 12'd252));
  assign moves      = inside6 & ~odd_meta;
  assign new_head   = (op_5_d1 == ADJUST_OP_HEAD) ? to6 : head_5_d1;
  assign new_length = is_meta ? length_d3 : distance6;
  assign new_meta   = is_meta ? distance6[7:0] : meta_d3;
  assign uncovers   = (op_5_d1 != ADJUST_OP_TAIL) & backwards_d2;
  assign answer     = ~inside6 ? 64'hffffffffffffffea : odd_meta ? 64'hfffffffffffffff3 : 64'd0;

  always @(posedge clk) begin
    // OPERANDS
    case (op)
      ADJUST_OP_HEAD: from4 <= head;
      ADJUST_OP_TAIL: from4 <= packet_end;
      default:        from4 <= head - {4'd0, meta};  // ADJUST_OP_META
    endcase
    case (op)
      ADJUST_OP_HEAD: least4 <= {4'd0, meta} + 12'd40;
      ADJUST_OP_TAIL: least4 <= head + 12'd14;
      default:        least4 <= 12'd40;  // ADJUST_OP_META
    endcase
    case (op)
      ADJUST_OP_HEAD: most4 <= packet_end - 12'd14;
      ADJUST_OP_TAIL: most4 <= 12'hec0;
      default:        most4 <= head;  // ADJUST_OP_META
    endcase
    end4 <= packet_end;
    // EXECUTE, BRANCH
    to5 <= {21'd0, from4} + {delta[31], delta};
    op_d1 <= op;
    op_4_d1 <= op_d1;
    head_d1 <= head;
    head_d2 <= head_d1;
    end_4_d1 <= end4;
    least_4_d1 <= least4;
    most_4_d1 <= most4;
    inside6 <= ~(|to5[32:12]) & (to5[11:0] >= least_4_d1) & (to5[11:0] <= most_4_d1);
    to6 <= to5[11:0];
    distance6 <= left - ((op_4_d1 == ADJUST_OP_TAIL) ? head_d2 : to5[11:0]);
    // EFFECT
    op_5_d1 <= op_4_d1;
    head_5_d1 <= head_d2;
    length_d1 <= length;
    length_d2 <= length_d1;
    length_d3 <= length_d2;
    meta_d1 <= meta;
    meta_d2 <= meta_d1;
    meta_d3 <= meta_d2;
    backwards_d1 <= delta[31];
    backwards_d2 <= backwards_d1;
  end

endmodule
