// Time and random numbers for programs, or what the host has frozen them at.
// Generated from Clock.java; edit that file instead.
module clock (
  input  wire        clk,
  input  wire        rst,     // synchronous, active high
  input  wire        freeze_time,
  input  wire [63:0] frozen_time,
  input  wire        freeze_random,
  input  wire [31:0] frozen_random,
  output wire [63:0] nanoseconds,
  output wire [31:0] random,
  output wire [63:0] cycles   // cycles since reset
);

  reg  [39:0] fine;  // nanoseconds since reset: fraction and low part, then the rest a cycle later
  reg         carry;
  reg  [15:0] low;
  reg  [47:0] high;
  reg  [63:0] time_now;
  reg  [63:0] shifter;
  reg  [31:0] random_now;
  reg  [31:0] cycles_low;
  reg         cycles_carry;
  reg  [31:0] cycles_delayed;
  reg  [31:0] cycles_high;

  wire [40:0] sum;
  wire [32:0] next;

  // ---- nanoseconds ----

  assign sum         = {1'b0, fine} + 41'h4000000;
  assign nanoseconds = time_now;

  // ---- random numbers: x^64 + x^63 + x^61 + x^60 + 1 ----

  assign random = random_now;

  // ---- cycles ----

  assign next   = {1'b0, cycles_low} + 33'd1;
  assign cycles = {cycles_high, cycles_delayed};

  always @(posedge clk) begin
    // nanoseconds
    fine <= sum[39:0];
    carry <= sum[40];
    low <= fine[39:24];
    high <= high + {47'd0, carry};
    time_now <= freeze_time ? frozen_time : {high, low};
    // random numbers: x^64 + x^63 + x^61 + x^60 + 1
    shifter <= {shifter[62:0], shifter[63] ^ shifter[62] ^ shifter[60] ^ shifter[59]};
    random_now <= freeze_random ? frozen_random : shifter[31:0];
    // cycles
    cycles_low <= next[31:0];
    cycles_carry <= next[32];
    cycles_delayed <= cycles_low;
    cycles_high <= cycles_high + {31'd0, cycles_carry};
    if (rst) begin
      fine <= 40'd0;
      carry <= 1'b0;
      low <= 16'd0;
      high <= 48'd0;
      time_now <= 64'd0;
      shifter <= 64'h123456789abcdef;
      random_now <= 32'd0;
      cycles_low <= 32'd0;
      cycles_carry <= 1'b0;
      cycles_delayed <= 32'd0;
      cycles_high <= 32'd0;
    end
  end

endmodule
