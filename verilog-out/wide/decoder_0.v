// Takes a slot apart in DECODE; everything stands in registers in OPERANDS. A slot whose code is
// none of this lane's operations is empty.
// Generated from Decoder.java; edit that file instead.
module decoder_0 (
  input  wire        clk,
  input  wire [71:0] slot,
  input  wire        valid,       // a bundle is in DECODE, and its row belongs to the program
  input  wire [11:0] length,      // the context's LENGTH
  output wire [4:0]  action,
  output wire        a_bank_0,    // DECODE: the bank that holds the operand, if one does
  output wire        a_bank_1,
  output wire        a_bank_2,
  output wire        a_bank_3,
  output wire        a_bank_4,
  output wire        a_bank_5,
  output wire        a_bank_6,
  output wire        a_bank_7,
  output wire        b_bank_0,
  output wire        b_bank_1,
  output wire        b_bank_2,
  output wire        b_bank_3,
  output wire        b_bank_4,
  output wire        b_bank_5,
  output wire        b_bank_6,
  output wire        b_bank_7,
  // the LENGTH or the immediate, to be sign-extended; 0 if the operand is a register or nothing
  output wire [32:0] a_constant,
  output wire [32:0] b_constant,
  output wire [31:0] offset,      // what is added to a base; CHOOSE: the other value
  output wire [11:0] aux,         // the low bits of the slot's AUX: target, special, kind, flags
  output wire [4:0]  index,       // destination; PUSH: the pair; MAP_REQUEST: the map
  output wire        writes,
  output wire [3:0]  condition,
  output wire        wide,
  output wire [2:0]  size,
  output wire        swapped
);

  localparam [4:0] ACTION_NONE           = 5'd0;
  localparam [4:0] ACTION_ALU            = 5'd1;
  localparam [4:0] ACTION_COMPARE        = 5'd2;
  localparam [4:0] ACTION_CHOOSE         = 5'd3;
  localparam [4:0] ACTION_MULTIPLY       = 5'd4;
  localparam [4:0] ACTION_LOAD_PACKET    = 5'd5;
  localparam [4:0] ACTION_LOAD_STACK     = 5'd6;
  localparam [4:0] ACTION_LOAD_MAP       = 5'd7;
  localparam [4:0] ACTION_STORE_PACKET   = 5'd8;
  localparam [4:0] ACTION_STORE_STACK    = 5'd9;
  localparam [4:0] ACTION_STORE_MAP      = 5'd10;
  localparam [4:0] ACTION_BRANCH         = 5'd11;
  localparam [4:0] ACTION_JUMP           = 5'd12;
  localparam [4:0] ACTION_EXIT           = 5'd13;
  localparam [4:0] ACTION_GET            = 5'd14;
  localparam [4:0] ACTION_PUT            = 5'd15;
  localparam [4:0] ACTION_ADJUST         = 5'd16;
  localparam [4:0] ACTION_PUSH           = 5'd17;
  localparam [4:0] ACTION_MAP_REQUEST    = 5'd18;
  localparam [4:0] ACTION_ATOMIC         = 5'd19;
  localparam [5:0] OPCODE_NOP            = 6'd0;
  localparam [5:0] OPCODE_ALU_R          = 6'd1;
  localparam [5:0] OPCODE_ALU_I          = 6'd2;
  localparam [5:0] OPCODE_COMPARE_R      = 6'd3;
  localparam [5:0] OPCODE_COMPARE_I      = 6'd4;
  localparam [5:0] OPCODE_CHOOSE         = 6'd5;
  localparam [5:0] OPCODE_MULTIPLY_R     = 6'd6;
  localparam [5:0] OPCODE_MULTIPLY_I     = 6'd7;
  localparam [5:0] OPCODE_LOAD_PACKET    = 6'd8;
  localparam [5:0] OPCODE_LOAD_STACK     = 6'd9;
  localparam [5:0] OPCODE_LOAD_MAP       = 6'd10;
  localparam [5:0] OPCODE_STORE_PACKET_R = 6'd11;
  localparam [5:0] OPCODE_STORE_STACK_R  = 6'd12;
  localparam [5:0] OPCODE_STORE_MAP_R    = 6'd13;
  localparam [5:0] OPCODE_STORE_PACKET_I = 6'd14;
  localparam [5:0] OPCODE_STORE_STACK_I  = 6'd15;
  localparam [5:0] OPCODE_STORE_MAP_I    = 6'd16;
  localparam [5:0] OPCODE_BRANCH_RR      = 6'd17;
  localparam [5:0] OPCODE_BRANCH_RI      = 6'd18;
  localparam [5:0] OPCODE_BRANCH_RL      = 6'd19;
  localparam [5:0] OPCODE_BRANCH_LI      = 6'd20;
  localparam [5:0] OPCODE_JUMP           = 6'd21;
  localparam [5:0] OPCODE_EXIT_R         = 6'd22;
  localparam [5:0] OPCODE_EXIT_I         = 6'd23;
  localparam [5:0] OPCODE_GET            = 6'd24;
  localparam [5:0] OPCODE_PUT_R          = 6'd25;
  localparam [5:0] OPCODE_PUT_I          = 6'd26;
  localparam [5:0] OPCODE_ADJUST_R       = 6'd27;
  localparam [5:0] OPCODE_ADJUST_I       = 6'd28;
  localparam [5:0] OPCODE_PUSH           = 6'd29;
  localparam [5:0] OPCODE_MAP_REQUEST    = 6'd30;
  localparam [5:0] OPCODE_ATOMIC_R       = 6'd31;
  localparam [5:0] OPCODE_ATOMIC_I       = 6'd32;
  localparam [5:0] OPCODE_DIVIDE_R       = 6'd33;
  localparam [5:0] OPCODE_DIVIDE_I       = 6'd34;
  localparam [2:0] SIZE_B4               = 3'd2;
  localparam [2:0] SIZE_B8               = 3'd4;

  reg  [4:0]  action_3;
  reg         writes_3;
  reg  [32:0] a_constant_3;
  reg  [32:0] b_constant_3;
  reg  [31:0] offset_3;
  reg  [11:0] aux_3;
  reg  [4:0]  index_3;
  reg  [3:0]  condition_3;
  reg         wide_3;
  reg  [2:0]  size_3;
  reg         swapped_3;

  wire [5:0]  code;
  wire        known;
  reg  [4:0]  is;
  reg         writes_register;
  wire        branch;
  wire [32:0] immediate;
  reg         a_register;
  wire [32:0] low_immediate;
  reg  [32:0] a_other;
  reg         b_register;
  reg  [31:0] distance;
  wire        is_wide;
  wire        storing;

  assign code   = slot[70:65];
  assign known  = valid & (code < 6'd35);

  always @* begin
    case (code)
      OPCODE_NOP:            is = {5{known}} & ACTION_NONE;
      OPCODE_ALU_R:          is = {5{known}} & ACTION_ALU;
      OPCODE_ALU_I:          is = {5{known}} & ACTION_ALU;
      OPCODE_COMPARE_R:      is = {5{known}} & ACTION_COMPARE;
      OPCODE_COMPARE_I:      is = {5{known}} & ACTION_COMPARE;
      OPCODE_CHOOSE:         is = {5{known}} & ACTION_CHOOSE;
      OPCODE_MULTIPLY_R:     is = {5{known}} & ACTION_NONE;
      OPCODE_MULTIPLY_I:     is = {5{known}} & ACTION_NONE;
      OPCODE_LOAD_PACKET:    is = {5{known}} & ACTION_LOAD_PACKET;
      OPCODE_LOAD_STACK:     is = {5{known}} & ACTION_NONE;
      OPCODE_LOAD_MAP:       is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_PACKET_R: is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_STACK_R:  is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_MAP_R:    is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_PACKET_I: is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_STACK_I:  is = {5{known}} & ACTION_NONE;
      OPCODE_STORE_MAP_I:    is = {5{known}} & ACTION_NONE;
      OPCODE_BRANCH_RR:      is = {5{known}} & ACTION_BRANCH;
      OPCODE_BRANCH_RI:      is = {5{known}} & ACTION_BRANCH;
      OPCODE_BRANCH_RL:      is = {5{known}} & ACTION_BRANCH;
      OPCODE_BRANCH_LI:      is = {5{known}} & ACTION_BRANCH;
      OPCODE_JUMP:           is = {5{known}} & ACTION_JUMP;
      OPCODE_EXIT_R:         is = {5{known}} & ACTION_EXIT;
      OPCODE_EXIT_I:         is = {5{known}} & ACTION_EXIT;
      OPCODE_GET:            is = {5{known}} & ACTION_NONE;
      OPCODE_PUT_R:          is = {5{known}} & ACTION_NONE;
      OPCODE_PUT_I:          is = {5{known}} & ACTION_NONE;
      OPCODE_ADJUST_R:       is = {5{known}} & ACTION_NONE;
      OPCODE_ADJUST_I:       is = {5{known}} & ACTION_NONE;
      OPCODE_PUSH:           is = {5{known}} & ACTION_NONE;
      OPCODE_MAP_REQUEST:    is = {5{known}} & ACTION_NONE;
      OPCODE_ATOMIC_R:       is = {5{known}} & ACTION_NONE;
      OPCODE_ATOMIC_I:       is = {5{known}} & ACTION_NONE;
      OPCODE_DIVIDE_R:       is = {5{known}} & ACTION_NONE;
      default:               is = {5{known}} & ACTION_NONE;  // OPCODE_DIVIDE_I
    endcase
  end

  always @* begin
    case (is)
      ACTION_NONE:         writes_register = 1'b0;
      ACTION_ALU:          writes_register = 1'b1;
      ACTION_COMPARE:      writes_register = 1'b1;
      ACTION_CHOOSE:       writes_register = 1'b1;
      ACTION_MULTIPLY:     writes_register = 1'b1;
      ACTION_LOAD_PACKET:  writes_register = 1'b1;
      ACTION_LOAD_STACK:   writes_register = 1'b1;
      ACTION_LOAD_MAP:     writes_register = 1'b1;
      ACTION_STORE_PACKET: writes_register = 1'b0;
      ACTION_STORE_STACK:  writes_register = 1'b0;
      ACTION_STORE_MAP:    writes_register = 1'b0;
      ACTION_BRANCH:       writes_register = 1'b0;
      ACTION_JUMP:         writes_register = 1'b0;
      ACTION_EXIT:         writes_register = 1'b0;
      ACTION_GET:          writes_register = 1'b1;
      ACTION_PUT:          writes_register = 1'b0;
      ACTION_ADJUST:       writes_register = 1'b1;
      ACTION_PUSH:         writes_register = 1'b0;
      ACTION_MAP_REQUEST:  writes_register = 1'b0;
      ACTION_ATOMIC:       writes_register = 1'b0;
      default:             writes_register = 1'b0;  // ACTION_DIVIDE
    endcase
  end

  assign branch = is == ACTION_BRANCH;
  assign action = action_3;
  assign writes = writes_3;

  // ---- operand a ----

  assign immediate     = {slot[31], slot[31:0]};

  always @* begin
    case (code)
      OPCODE_NOP:         a_register = 1'b1;
      OPCODE_ALU_R:       a_register = 1'b1;
      OPCODE_ALU_I:       a_register = 1'b1;
      OPCODE_COMPARE_R:   a_register = 1'b1;
      OPCODE_COMPARE_I:   a_register = 1'b1;
      OPCODE_CHOOSE:      a_register = 1'b1;
      OPCODE_MULTIPLY_R:  a_register = 1'b1;
      OPCODE_MULTIPLY_I:  a_register = 1'b1;
      OPCODE_LOAD_PACKET, OPCODE_LOAD_STACK, OPCODE_LOAD_MAP, OPCODE_ATOMIC_R, OPCODE_ATOMIC_I: a_register = slot[38];
      OPCODE_STORE_PACKET_R, OPCODE_STORE_STACK_R, OPCODE_STORE_MAP_R, OPCODE_STORE_PACKET_I, OPCODE_STORE_STACK_I, OPCODE_STORE_MAP_I: a_register = slot[64];
      OPCODE_BRANCH_RR:   a_register = 1'b1;
      OPCODE_BRANCH_RI:   a_register = 1'b1;
      OPCODE_BRANCH_RL:   a_register = 1'b1;
      OPCODE_BRANCH_LI:   a_register = 1'b0;
      OPCODE_JUMP:        a_register = 1'b1;
      OPCODE_EXIT_R:      a_register = 1'b1;
      OPCODE_EXIT_I:      a_register = 1'b0;
      OPCODE_GET:         a_register = 1'b1;
      OPCODE_PUT_R:       a_register = 1'b1;
      OPCODE_PUT_I:       a_register = 1'b1;
      OPCODE_ADJUST_R:    a_register = 1'b1;
      OPCODE_ADJUST_I:    a_register = 1'b1;
      OPCODE_PUSH:        a_register = ~slot[42];
      OPCODE_MAP_REQUEST: a_register = ~slot[42];
      OPCODE_DIVIDE_R:    a_register = 1'b1;
      default:            a_register = 1'b1;  // OPCODE_DIVIDE_I
    endcase
  end

  assign low_immediate = slot[42] ? immediate : 33'd0;

  always @* begin
    case (code)
      OPCODE_NOP, OPCODE_ALU_R, OPCODE_ALU_I, OPCODE_COMPARE_R, OPCODE_COMPARE_I, OPCODE_CHOOSE, OPCODE_MULTIPLY_R, OPCODE_MULTIPLY_I, OPCODE_LOAD_PACKET, OPCODE_LOAD_STACK, OPCODE_LOAD_MAP, OPCODE_STORE_PACKET_R, OPCODE_STORE_STACK_R, OPCODE_STORE_MAP_R, OPCODE_STORE_PACKET_I, OPCODE_STORE_STACK_I, OPCODE_STORE_MAP_I, OPCODE_BRANCH_RR, OPCODE_BRANCH_RI, OPCODE_BRANCH_RL, OPCODE_JUMP, OPCODE_EXIT_R, OPCODE_GET, OPCODE_PUT_R, OPCODE_PUT_I, OPCODE_ADJUST_R, OPCODE_ADJUST_I, OPCODE_ATOMIC_R, OPCODE_ATOMIC_I, OPCODE_DIVIDE_R, OPCODE_DIVIDE_I: a_other = 33'd0;
      OPCODE_BRANCH_LI: a_other = {21'd0, length};
      OPCODE_EXIT_I:    a_other = immediate;
      default:          a_other = low_immediate;  // OPCODE_PUSH, OPCODE_MAP_REQUEST
    endcase
  end

  assign a_bank_0      = a_register & (slot[59:57] == 3'd0);
  assign a_bank_1      = a_register & (slot[59:57] == 3'd1);
  assign a_bank_2      = a_register & (slot[59:57] == 3'd2);
  assign a_bank_3      = a_register & (slot[59:57] == 3'd3);
  assign a_bank_4      = a_register & (slot[59:57] == 3'd4);
  assign a_bank_5      = a_register & (slot[59:57] == 3'd5);
  assign a_bank_6      = a_register & (slot[59:57] == 3'd6);
  assign a_bank_7      = a_register & (slot[59:57] == 3'd7);
  assign a_constant    = a_constant_3;

  // ---- operand b ----

  always @* begin
    case (code)
      OPCODE_NOP:            b_register = 1'b0;
      OPCODE_ALU_R:          b_register = 1'b1;
      OPCODE_ALU_I:          b_register = 1'b0;
      OPCODE_COMPARE_R:      b_register = 1'b1;
      OPCODE_COMPARE_I:      b_register = 1'b0;
      OPCODE_CHOOSE:         b_register = 1'b1;
      OPCODE_MULTIPLY_R:     b_register = 1'b1;
      OPCODE_MULTIPLY_I:     b_register = 1'b0;
      OPCODE_LOAD_PACKET:    b_register = 1'b0;
      OPCODE_LOAD_STACK:     b_register = 1'b0;
      OPCODE_LOAD_MAP:       b_register = 1'b0;
      OPCODE_STORE_PACKET_R: b_register = 1'b1;
      OPCODE_STORE_STACK_R:  b_register = 1'b1;
      OPCODE_STORE_MAP_R:    b_register = 1'b1;
      OPCODE_STORE_PACKET_I: b_register = 1'b0;
      OPCODE_STORE_STACK_I:  b_register = 1'b0;
      OPCODE_STORE_MAP_I:    b_register = 1'b0;
      OPCODE_BRANCH_RR:      b_register = 1'b1;
      OPCODE_BRANCH_RI:      b_register = 1'b0;
      OPCODE_BRANCH_RL:      b_register = 1'b0;
      OPCODE_BRANCH_LI:      b_register = 1'b0;
      OPCODE_JUMP:           b_register = 1'b0;
      OPCODE_EXIT_R:         b_register = 1'b0;
      OPCODE_EXIT_I:         b_register = 1'b0;
      OPCODE_GET:            b_register = 1'b0;
      OPCODE_PUT_R:          b_register = 1'b1;
      OPCODE_PUT_I:          b_register = 1'b0;
      OPCODE_ADJUST_R:       b_register = 1'b1;
      OPCODE_ADJUST_I:       b_register = 1'b0;
      OPCODE_PUSH:           b_register = ~slot[43];
      OPCODE_MAP_REQUEST:    b_register = ~slot[43];
      OPCODE_ATOMIC_R:       b_register = 1'b1;
      OPCODE_ATOMIC_I:       b_register = 1'b0;
      OPCODE_DIVIDE_R:       b_register = 1'b1;
      default:               b_register = 1'b0;  // OPCODE_DIVIDE_I
    endcase
  end

  assign b_bank_0   = b_register & (slot[51:49] == 3'd0);
  assign b_bank_1   = b_register & (slot[51:49] == 3'd1);
  assign b_bank_2   = b_register & (slot[51:49] == 3'd2);
  assign b_bank_3   = b_register & (slot[51:49] == 3'd3);
  assign b_bank_4   = b_register & (slot[51:49] == 3'd4);
  assign b_bank_5   = b_register & (slot[51:49] == 3'd5);
  assign b_bank_6   = b_register & (slot[51:49] == 3'd6);
  assign b_bank_7   = b_register & (slot[51:49] == 3'd7);
  assign b_constant = b_constant_3;

  // ---- the rest ----

  always @* begin
    case (code)
      OPCODE_NOP, OPCODE_ALU_R, OPCODE_ALU_I, OPCODE_COMPARE_R, OPCODE_COMPARE_I, OPCODE_CHOOSE, OPCODE_MULTIPLY_R, OPCODE_MULTIPLY_I, OPCODE_LOAD_PACKET, OPCODE_LOAD_STACK, OPCODE_LOAD_MAP, OPCODE_STORE_PACKET_R, OPCODE_STORE_STACK_R, OPCODE_STORE_MAP_R, OPCODE_BRANCH_RR, OPCODE_BRANCH_RI, OPCODE_BRANCH_RL, OPCODE_BRANCH_LI, OPCODE_JUMP, OPCODE_EXIT_R, OPCODE_EXIT_I, OPCODE_GET, OPCODE_PUT_R, OPCODE_PUT_I, OPCODE_ADJUST_R, OPCODE_ADJUST_I, OPCODE_PUSH, OPCODE_MAP_REQUEST, OPCODE_ATOMIC_R, OPCODE_DIVIDE_R, OPCODE_DIVIDE_I: distance = slot[31:0];
      OPCODE_STORE_PACKET_I, OPCODE_STORE_STACK_I, OPCODE_STORE_MAP_I: distance = {{20{slot[43]}},
                                                                                   slot[43:32]};
      default: distance = 32'd0;  // OPCODE_ATOMIC_I
    endcase
  end

  assign offset    = offset_3;
  assign aux       = aux_3;
  assign index     = index_3;
  assign condition = condition_3;
  assign is_wide   = branch ? slot[64] : slot[43];
  assign wide      = wide_3;
  assign storing   = (is == ACTION_STORE_PACKET) | (is == ACTION_STORE_STACK)
                     | (is == ACTION_STORE_MAP);
  assign size      = size_3;
  assign swapped   = swapped_3;

  wire unused_ok = &{1'b0, slot};

  always @(posedge clk) begin
    action_3 <= is;
    writes_3 <= writes_register;
    // operand a
    a_constant_3 <= a_other;
    // operand b
    b_constant_3 <= b_register ? 33'd0 : (code == OPCODE_BRANCH_RL) ? {21'd0, length} : immediate;
    // the rest
    offset_3 <= distance;
    aux_3 <= slot[43:32];
    index_3 <= slot[64:60];
    condition_3 <= branch ? slot[63:60] : slot[35:32];
    wide_3 <= is_wide;
    size_3 <= (is == ACTION_ATOMIC) ? (slot[43] ? SIZE_B8 : SIZE_B4)
              : storing ? slot[62:60]
              : slot[34:32];
    swapped_3 <= ~(is == ACTION_ATOMIC) & (storing ? slot[63] : slot[36]);
  end

endmodule
