// The new value of a word under an atomic operation. Narrow operands are zero-extended; only the
// low half of the result counts.
// Generated from AtomicUnit.java; edit that file instead.
module atomic_unit (
  input  wire [2:0]  op,
  input  wire        wide,
  input  wire [63:0] old,
  input  wire [63:0] value,
  input  wire [63:0] expected,
  output reg  [63:0] result
);

  localparam [2:0] ATOMIC_OP_ADD      = 3'd0;
  localparam [2:0] ATOMIC_OP_OR       = 3'd1;
  localparam [2:0] ATOMIC_OP_AND      = 3'd2;
  localparam [2:0] ATOMIC_OP_XOR      = 3'd3;
  localparam [2:0] ATOMIC_OP_EXCHANGE = 3'd4;

  wire        upper_same;
  wire        same;
  wire [63:0] adder_sum;
  wire        adder_carry_out;

  carry_select_adder adder (
    .a         (old),
    .b         (value),
    .carry_in  (1'b0),
    .sum       (adder_sum),
    .carry_out (adder_carry_out)
  );

  assign upper_same = ~wide | (old[63:32] == expected[63:32]);
  assign same       = (old[31:0] == expected[31:0]) & upper_same;

  always @* begin
    case (op)
      ATOMIC_OP_ADD:      result = adder_sum;
      ATOMIC_OP_OR:       result = old | value;
      ATOMIC_OP_AND:      result = old & value;
      ATOMIC_OP_XOR:      result = old ^ value;
      ATOMIC_OP_EXCHANGE: result = value;
      default:            result = same ? value : old;  // ATOMIC_OP_COMPARE_EXCHANGE
    endcase
  end

  wire unused_ok = &{1'b0, adder_carry_out};

endmodule
