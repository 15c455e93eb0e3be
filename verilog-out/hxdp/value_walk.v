// Goes through the lines of a value, and then through those of the other contexts' copies. Bases
// are asked for a cycle ahead.
// Generated from ValueWalk.java; edit that file instead.
module value_walk (
  input  wire        clk,
  input  wire [5:0]  state,
  input  wire        owner,     // the context that asks
  input  wire [31:0] value,     // a value address, bit 31 set if per CPU
  input  wire [4:0]  pairs,
  output wire        cpu_context,
  input  wire [31:0] cpu_base,  // where the maps of cpuContext begin
  output wire [4:0]  pair,      // number of the pair, where it goes, and whether it is the last one
  output wire [15:0] address,
  output wire        last,
  // ZERO has come to the copy of the context that asks; to the last copy
  output wire        own_copy,
  output wire        last_copy
);

  localparam [5:0] MAP_STATE_HIT         = 6'd11;
  localparam [5:0] MAP_STATE_NEW_META    = 6'd28;
  localparam [5:0] MAP_STATE_VALUE_READ  = 6'd33;
  localparam [5:0] MAP_STATE_VALUE_DATA  = 6'd34;
  localparam [5:0] MAP_STATE_VALUE_WRITE = 6'd35;
  localparam [5:0] MAP_STATE_ZERO        = 6'd36;

  reg  [4:0]  j;
  reg  [4:0]  behind;  // j + 1
  reg         k;
  reg  [15:0] base;
  reg  [15:0] at;

  wire        writing;
  wire        zeroing;
  wire [15:0] translated;

  assign pair      = j;
  assign address   = at;
  assign last      = behind == pairs;
  assign own_copy  = k == owner;
  assign last_copy = k == 1'b0;

  // ---- the base that is needed in the next cycle ----

  assign writing     = state == MAP_STATE_VALUE_WRITE;
  assign zeroing     = state == MAP_STATE_ZERO;
  assign cpu_context = (state == MAP_STATE_VALUE_DATA) ? 1'b0
                       : writing ? 1'b1
                       : zeroing ? (last ? k + 1'b0 : k + 1'b1)
                       : owner;
  assign translated  = value[15:0] + ({16{value[31]}} & base);

  wire unused_ok = &{1'b0, cpu_base, value};

  always @(posedge clk) begin
    // the base that is needed in the next cycle
    base <= cpu_base[15:0];
    // steps
    if ((state == MAP_STATE_HIT) | (state == MAP_STATE_NEW_META)) begin
      j <= 5'd0;
      behind <= 5'd1;
    end
    if ((state == MAP_STATE_VALUE_READ) & (j == 5'd0)) begin
      at <= translated;
    end
    if (writing | zeroing) begin
      j <= last ? 5'd0 : behind;
      behind <= last ? 5'd1 : behind + 5'd1;
      at <= last ? translated : at + 16'd16;
      if (last) begin
        k <= zeroing ? k + 1'b1 : 1'b0;
      end
    end
  end

endmodule
