// The writes of the map unit: what a state writes is taken at its end and made in the next cycle.
// Generated from MapWrite.java; edit that file instead.
module map_write (
  input  wire         clk,
  input  wire         rst,       // synchronous, active high
  input  wire [5:0]   state,
  input  wire         own_copy,  // ZERO has come to the copy of the context that asks
  input  wire [17:0]  link,
  input  wire [17:0]  allocation,
  input  wire [17:0]  extra,
  input  wire [13:0]  key_line,
  input  wire [17:0]  value,
  input  wire [63:0]  low,       // a key's first pair; high is an atomic operation's address
  input  wire [63:0]  high,
  input  wire [31:0]  follower,
  input  wire [31:0]  entry,
  input  wire [31:0]  fresh,
  input  wire [63:0]  fresh_meta,
  input  wire [63:0]  bumped,
  input  wire [127:0] memory,
  input  wire [127:0] pair,
  input  wire [63:0]  operand,   // what an atomic operation writes
  input  wire         wide,
  output wire         made_valid,
  output wire [13:0]  made_line,
  output wire [127:0] made_data,
  output wire [15:0]  made_bytes
);

  localparam [2:0] AMOUNT_NOTHING           = 3'd0;
  localparam [2:0] AMOUNT_LOW_HALF          = 3'd1;
  localparam [2:0] AMOUNT_WORD              = 3'd2;
  localparam [2:0] AMOUNT_LINE              = 3'd3;
  localparam [2:0] AMOUNT_OPERAND           = 3'd4;
  localparam [5:0] MAP_STATE_IDLE           = 6'd0;
  localparam [5:0] MAP_STATE_HASH           = 6'd1;
  localparam [5:0] MAP_STATE_HASH_READ      = 6'd2;
  localparam [5:0] MAP_STATE_HASH_DATA      = 6'd3;
  localparam [5:0] MAP_STATE_HASH_STEP      = 6'd4;
  localparam [5:0] MAP_STATE_BUCKET_READ    = 6'd5;
  localparam [5:0] MAP_STATE_BUCKET_DATA    = 6'd6;
  localparam [5:0] MAP_STATE_BUCKET         = 6'd7;
  localparam [5:0] MAP_STATE_KEY_READ       = 6'd8;
  localparam [5:0] MAP_STATE_KEY_DATA       = 6'd9;
  localparam [5:0] MAP_STATE_COMPARE        = 6'd10;
  localparam [5:0] MAP_STATE_HIT            = 6'd11;
  localparam [5:0] MAP_STATE_MISS           = 6'd12;
  localparam [5:0] MAP_STATE_FREE_READ      = 6'd13;
  localparam [5:0] MAP_STATE_FREE_DATA      = 6'd14;
  localparam [5:0] MAP_STATE_FREE_LINK      = 6'd15;
  localparam [5:0] MAP_STATE_FREE_HEAD      = 6'd16;
  localparam [5:0] MAP_STATE_EXTRA_READ     = 6'd17;
  localparam [5:0] MAP_STATE_EXTRA_DATA     = 6'd18;
  localparam [5:0] MAP_STATE_EXTRA          = 6'd19;
  localparam [5:0] MAP_STATE_EXTRA_WRITE    = 6'd20;
  localparam [5:0] MAP_STATE_STATE_READ     = 6'd21;
  localparam [5:0] MAP_STATE_STATE_DATA     = 6'd22;
  localparam [5:0] MAP_STATE_ALLOCATE       = 6'd23;
  localparam [5:0] MAP_STATE_POP_READ       = 6'd24;
  localparam [5:0] MAP_STATE_POP_DATA       = 6'd25;
  localparam [5:0] MAP_STATE_POP_WRITE      = 6'd26;
  localparam [5:0] MAP_STATE_BUMP           = 6'd27;
  localparam [5:0] MAP_STATE_NEW_META       = 6'd28;
  localparam [5:0] MAP_STATE_NEW_KEY        = 6'd29;
  localparam [5:0] MAP_STATE_NEW_KEY_READ   = 6'd30;
  localparam [5:0] MAP_STATE_NEW_KEY_DATA   = 6'd31;
  localparam [5:0] MAP_STATE_NEW_KEY_WRITE  = 6'd32;
  localparam [5:0] MAP_STATE_VALUE_READ     = 6'd33;
  localparam [5:0] MAP_STATE_VALUE_DATA     = 6'd34;
  localparam [5:0] MAP_STATE_VALUE_WRITE    = 6'd35;
  localparam [5:0] MAP_STATE_ZERO           = 6'd36;
  localparam [5:0] MAP_STATE_LINK           = 6'd37;
  localparam [5:0] MAP_STATE_ATOMIC_READ    = 6'd38;
  localparam [5:0] MAP_STATE_ATOMIC_DATA    = 6'd39;
  localparam [5:0] MAP_STATE_ATOMIC_COMPUTE = 6'd40;
  localparam [5:0] MAP_STATE_ATOMIC_WRITE   = 6'd41;
  localparam [5:0] MAP_STATE_RESPOND        = 6'd42;

  reg          valid;
  reg  [13:0]  line_now;
  reg          operates;  // the operand of an atomic operation, which is late, in place of the data
  reg  [63:0]  operand_now;
  reg          operand_wide;
  reg  [127:0] data_now;
  reg  [15:0]  bytes_now;

  wire [2:0]   amount;
  wire [2:0]   zeroed;
  reg  [2:0]   how_much;
  reg  [17:0]  address;
  wire [15:0]  of_half;
  reg  [31:0]  half;
  reg  [127:0] whole;
  wire [63:0]  word;

  assign zeroed     = own_copy ? AMOUNT_NOTHING : AMOUNT_LINE;

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_RESPOND: how_much = AMOUNT_NOTHING;
      MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_WRITE, MAP_STATE_POP_WRITE, MAP_STATE_LINK: how_much = AMOUNT_LOW_HALF;
      MAP_STATE_BUMP, MAP_STATE_NEW_META: how_much = AMOUNT_WORD;
      MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_WRITE: how_much = AMOUNT_LINE;
      MAP_STATE_ZERO: how_much = zeroed;
      default:        how_much = AMOUNT_OPERAND;  // MAP_STATE_ATOMIC_WRITE
    endcase
  end

  assign amount     = how_much;
  assign made_valid = valid;
  assign made_line  = line_now;
  assign made_data  = operates ? (operand_wide ? {2{operand_now}} : {4{operand_now[31:0]}})
                      : data_now;
  assign made_bytes = bytes_now;

  // ---- where ----

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: address = high[17:0];
      MAP_STATE_FREE_DATA, MAP_STATE_LINK: address = link;
      MAP_STATE_FREE_LINK:   address = entry[17:0];
      MAP_STATE_FREE_HEAD, MAP_STATE_POP_WRITE: address = {allocation[17:4], 4'd8};
      MAP_STATE_EXTRA_WRITE: address = extra;
      MAP_STATE_BUMP:        address = allocation;
      MAP_STATE_NEW_META:    address = fresh[17:0];
      MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_WRITE: address = {key_line, 4'd0};
      default:               address = value;  // MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO
    endcase
  end

  assign of_half = {16{wide}} | {2{{{4{address[2]}}, {4{~address[2]}}}}};

  // ---- what ----

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: half = entry;
      MAP_STATE_FREE_DATA: half = follower;
      MAP_STATE_FREE_LINK: half = memory[95:64];
      MAP_STATE_POP_WRITE: half = memory[31:0];
      default:             half = fresh;  // MAP_STATE_LINK
    endcase
  end

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_POP_WRITE, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_LINK, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: whole = pair;
      MAP_STATE_NEW_KEY: whole = {high, low};
      default:           whole = 128'd0;  // MAP_STATE_ZERO
    endcase
  end

  assign word = (state == MAP_STATE_BUMP) ? bumped : fresh_meta;

  wire unused_ok = &{1'b0, address[1:0], memory[127:96], memory[63:32], high};

  always @(posedge clk) begin
    valid <= amount != AMOUNT_NOTHING;
    // where
    line_now <= address[17:4];
    case (amount)
      AMOUNT_NOTHING:  bytes_now <= 16'd0;
      AMOUNT_LOW_HALF: bytes_now <= {4'd0, {4{address[3]}}, 4'd0, {4{~address[3]}}};
      AMOUNT_WORD:     bytes_now <= {{8{address[3]}}, {8{~address[3]}}};
      AMOUNT_LINE:     bytes_now <= 16'hffff;
      // AMOUNT_OPERAND
      default:         bytes_now <= {{8{address[3]}}, {8{~address[3]}}} & of_half;
    endcase
    // what
    case (amount)
      AMOUNT_NOTHING:  data_now <= {2{{32'd0, half}}};
      AMOUNT_LOW_HALF: data_now <= {2{{32'd0, half}}};
      AMOUNT_WORD:     data_now <= {2{word}};
      default:         data_now <= whole;  // AMOUNT_LINE, AMOUNT_OPERAND
    endcase
    operates <= amount == AMOUNT_OPERAND;
    operand_now <= operand;
    operand_wide <= wide;
    if (rst) begin
      valid <= 1'b0;
    end
  end

endmodule
