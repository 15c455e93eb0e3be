// Arithmetic, logic, shifts and choices, from EXECUTE (operands) to WRITE_BACK (result): invert,
// low sum, high sum, combine.
// Generated from Alu.java; edit that file instead.
module alu (
  input  wire        clk,
  input  wire        computes,
  input  wire        choose,
  input  wire [4:0]  op,
  input  wire        wide,
  input  wire [63:0] a,
  input  wire [63:0] b,
  input  wire [31:0] otherwise,  // CHOOSE: the value if a is 0
  output wire [63:0] result      // WRITE_BACK; 0 if the operation is neither
);

  localparam [4:0] ALU_OP_ADD    = 5'd0;
  localparam [4:0] ALU_OP_SUB    = 5'd1;
  localparam [4:0] ALU_OP_RSUB   = 5'd2;
  localparam [4:0] ALU_OP_AND    = 5'd3;
  localparam [4:0] ALU_OP_OR     = 5'd4;
  localparam [4:0] ALU_OP_XOR    = 5'd5;
  localparam [4:0] ALU_OP_LSH    = 5'd6;
  localparam [4:0] ALU_OP_RSH    = 5'd7;
  localparam [4:0] ALU_OP_ARSH   = 5'd8;
  localparam [4:0] ALU_OP_MOV    = 5'd9;
  localparam [4:0] ALU_OP_SEXT8  = 5'd10;
  localparam [4:0] ALU_OP_SEXT16 = 5'd11;
  localparam [4:0] ALU_OP_SEXT32 = 5'd12;
  localparam [4:0] ALU_OP_SWAP16 = 5'd13;
  localparam [4:0] ALU_OP_SWAP32 = 5'd14;
  localparam [4:0] ALU_OP_SWAP64 = 5'd15;
  localparam [4:0] ALU_OP_PAIR   = 5'd16;

  reg  [63:0] x5;
  reg  [63:0] y5;
  reg         carry5;
  reg         adds5;
  reg  [63:0] logic5;
  reg  [31:0] other5;
  reg         choose5;
  reg  [3:0]  non_zero5;
  reg  [63:0] shifted5;  // what is shifted to the right
  reg         fill5;
  reg  [5:0]  distance5;
  reg         left5;
  reg         shifts5;
  reg  [32:0] low6;
  reg  [31:0] x6;
  reg  [31:0] y6;
  reg         adds6;
  reg  [63:0] simple6;
  reg  [63:0] shifted6;
  reg         fill6;
  reg  [1:0]  distance6;
  reg         left6;
  reg         shifts6;
  reg  [63:0] sum7;
  reg         adds7;
  reg  [63:0] rest7;
  reg         high7;
  reg  [63:0] result8;
  reg         high_d1;
  reg         high_d2;

  wire        invert_a;
  wire        invert_b;
  reg  [63:0] bitwise;
  wire        sign;
  wire        left;
  wire [33:0] low_sum;
  wire        set;
  wire [63:0] chosen;
  reg  [63:0] by_4;
  wire [33:0] high_sum;
  reg  [63:0] shifted;
  wire [63:0] combined;

  // ---- EXECUTE: what is added, the logic operations, what is shifted ----

  assign invert_a = op == ALU_OP_RSUB;
  assign invert_b = op == ALU_OP_SUB;

  always @* begin
    case (op)
      ALU_OP_ADD, ALU_OP_SUB, ALU_OP_RSUB, ALU_OP_LSH, ALU_OP_RSH, ALU_OP_ARSH: bitwise = 64'd0;
      ALU_OP_AND:    bitwise = a & b;
      ALU_OP_OR:     bitwise = a | b;
      ALU_OP_XOR:    bitwise = a ^ b;
      ALU_OP_MOV:    bitwise = b;
      ALU_OP_SEXT8:  bitwise = {{56{a[7]}}, a[7:0]};
      ALU_OP_SEXT16: bitwise = {{48{a[15]}}, a[15:0]};
      ALU_OP_SEXT32: bitwise = {{32{a[31]}}, a[31:0]};
      ALU_OP_SWAP16: bitwise = {48'd0, a[7:0], a[15:8]};
      ALU_OP_SWAP32: bitwise = {32'd0, a[7:0], a[15:8], a[23:16], a[31:24]};
      ALU_OP_SWAP64: bitwise = {a[7:0], a[15:8], a[23:16], a[31:24], a[39:32], a[47:40], a[55:48],
                                a[63:56]};
      ALU_OP_PAIR:   bitwise = {b[31:0], a[31:0]};
      default:       bitwise = {b[47:0] | a[63:16], a[15:0]};  // ALU_OP_PAIR16
    endcase
  end

  assign sign     = (wide ? a[63] : a[31]) & (op == ALU_OP_ARSH);
  assign left     = op == ALU_OP_LSH;

  // ---- BRANCH: the low half of the sum, shift by 0 to 15 ----

  assign low_sum = {1'b0, x5[31:0], 1'b1} + {1'b0, y5[31:0], carry5};
  assign set     = |non_zero5;
  assign chosen  = set ? y5 : {{32{other5[31]}}, other5};

  always @* begin
    case (distance5[1:0])
      2'd0:    by_4 = shifted5;
      2'd1:    by_4 = {fill5, shifted5[63:1]};
      2'd2:    by_4 = {{2{fill5}}, shifted5[63:2]};
      default: by_4 = {{3{fill5}}, shifted5[63:3]};  // 2'd3
    endcase
  end

  // ---- EFFECT: the high half of the sum, shift by 0, 16, 32 or 48 ----

  assign high_sum = {1'b0, x6, 1'b1} + {1'b0, y6, low6[32]};

  always @* begin
    case (distance6)
      2'd0:    shifted = shifted6;
      2'd1:    shifted = {{16{fill6}}, shifted6[63:16]};
      2'd2:    shifted = {{32{fill6}}, shifted6[63:32]};
      default: shifted = {{48{fill6}}, shifted6[63:48]};  // 2'd3
    endcase
  end

  // ---- the result; a narrow one has no upper half ----

  assign combined = rest7 | ({64{adds7}} & sum7);
  assign result   = result8;

  wire unused_ok = &{1'b0, low_sum[0], high_sum[0], high_sum[33]};

  always @(posedge clk) begin
    // EXECUTE: what is added, the logic operations, what is shifted
    x5 <= {64{invert_a}} ^ a;
    y5 <= {64{invert_b}} ^ b;
    carry5 <= (op == ALU_OP_SUB) | (op == ALU_OP_RSUB);
    adds5 <= computes & ((op == ALU_OP_ADD) | (op == ALU_OP_SUB) | (op == ALU_OP_RSUB));
    logic5 <= {64{computes}} & bitwise;
    non_zero5 <= {|a[63:48], |a[47:32], |a[31:16], |a[15:0]};
    choose5 <= choose;
    other5 <= otherwise;
    shifted5 <= left ? {a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11],
                        a[12], a[13], a[14], a[15], a[16], a[17], a[18], a[19], a[20], a[21],
                        a[22], a[23], a[24], a[25], a[26], a[27], a[28], a[29], a[30], a[31],
                        a[32], a[33], a[34], a[35], a[36], a[37], a[38], a[39], a[40], a[41],
                        a[42], a[43], a[44], a[45], a[46], a[47], a[48], a[49], a[50], a[51],
                        a[52], a[53], a[54], a[55], a[56], a[57], a[58], a[59], a[60], a[61],
                        a[62], a[63]}
                : {wide ? a[63:32] : {32{sign}}, a[31:0]};
    fill5 <= sign;
    distance5 <= {b[5] & wide, b[4:0]};
    left5 <= left;
    shifts5 <= computes & ((op == ALU_OP_LSH) | (op == ALU_OP_RSH) | (op == ALU_OP_ARSH));
    // BRANCH: the low half of the sum, shift by 0 to 15
    low6 <= low_sum[33:1];
    x6 <= x5[63:32];
    y6 <= y5[63:32];
    adds6 <= adds5;
    simple6 <= logic5 | ({64{choose5}} & chosen);
    case (distance5[3:2])
      2'd0:    shifted6 <= by_4;
      2'd1:    shifted6 <= {{4{fill5}}, by_4[63:4]};
      2'd2:    shifted6 <= {{8{fill5}}, by_4[63:8]};
      default: shifted6 <= {{12{fill5}}, by_4[63:12]};  // 2'd3
    endcase
    fill6 <= fill5;
    distance6 <= distance5[5:4];
    left6 <= left5;
    shifts6 <= shifts5;
    // EFFECT: the high half of the sum, shift by 0, 16, 32 or 48
    sum7 <= {high_sum[32:1], low6[31:0]};
    adds7 <= adds6;
    rest7 <= simple6
             | ({64{shifts6}}
                & (left6 ? {shifted[0], shifted[1], shifted[2], shifted[3], shifted[4],
                            shifted[5], shifted[6], shifted[7], shifted[8], shifted[9],
                            shifted[10], shifted[11], shifted[12], shifted[13], shifted[14],
                            shifted[15], shifted[16], shifted[17], shifted[18], shifted[19],
                            shifted[20], shifted[21], shifted[22], shifted[23], shifted[24],
                            shifted[25], shifted[26], shifted[27], shifted[28], shifted[29],
                            shifted[30], shifted[31], shifted[32], shifted[33], shifted[34],
                            shifted[35], shifted[36], shifted[37], shifted[38], shifted[39],
                            shifted[40], shifted[41], shifted[42], shifted[43], shifted[44],
                            shifted[45], shifted[46], shifted[47], shifted[48], shifted[49],
                            shifted[50], shifted[51], shifted[52], shifted[53], shifted[54],
                            shifted[55], shifted[56], shifted[57], shifted[58], shifted[59],
                            shifted[60], shifted[61], shifted[62], shifted[63]}
                   : shifted));
    high_d1 <= wide | choose;
    high_d2 <= high_d1;
    high7 <= high_d2;
    // the result; a narrow one has no upper half
    result8 <= {{32{high7}} & combined[63:32], combined[31:0]};
  end

endmodule
