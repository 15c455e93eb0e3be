// A 64-bit sum within one cycle: four segments are added for either carry, then chosen.
// Generated from CarrySelectAdder.java; edit that file instead.
module carry_select_adder (
  input  wire [63:0] a,
  input  wire [63:0] b,
  input  wire        carry_in,
  output wire [63:0] sum,
  output wire        carry_out
);

  wire [16:0] without_0;
  wire [17:0] with_0;
  wire [16:0] part_0;
  wire [16:0] without_1;
  wire [17:0] with_1;
  wire [16:0] part_1;
  wire [16:0] without_2;
  wire [17:0] with_2;
  wire [16:0] part_2;
  wire [16:0] without_3;
  wire [17:0] with_3;
  wire [16:0] part_3;

  assign without_0 = {1'b0, a[15:0]} + {1'b0, b[15:0]};
  assign with_0    = {1'b0, a[15:0], 1'b1} + {1'b0, b[15:0], 1'b1};
  assign part_0    = carry_in ? with_0[17:1] : without_0;
  assign without_1 = {1'b0, a[31:16]} + {1'b0, b[31:16]};
  assign with_1    = {1'b0, a[31:16], 1'b1} + {1'b0, b[31:16], 1'b1};
  assign part_1    = part_0[16] ? with_1[17:1] : without_1;
  assign without_2 = {1'b0, a[47:32]} + {1'b0, b[47:32]};
  assign with_2    = {1'b0, a[47:32], 1'b1} + {1'b0, b[47:32], 1'b1};
  assign part_2    = part_1[16] ? with_2[17:1] : without_2;
  assign without_3 = {1'b0, a[63:48]} + {1'b0, b[63:48]};
  assign with_3    = {1'b0, a[63:48], 1'b1} + {1'b0, b[63:48], 1'b1};
  assign part_3    = part_2[16] ? with_3[17:1] : without_3;
  assign sum       = {part_3[15:0], part_2[15:0], part_1[15:0], part_0[15:0]};
  assign carry_out = part_3[16];

  wire unused_ok = &{1'b0, with_0[0], with_1[0], with_2[0], with_3[0]};

endmodule
