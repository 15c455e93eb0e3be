// Decides in EFFECT whether the bundle ends its program and why, and keeps R0 and the cause for the
// report.
// Generated from Effects.java; edit that file instead.
module effects (
  input  wire        clk,
  input  wire        rst,           // synchronous, active high
  input  wire        valid,
  input  wire [3:0]  this_context,
  input  wire        known,         // the row belongs to the program
  // the lane with requests: a request, a push; its context is busy
  input  wire        request,
  input  wire        push,
  input  wire        request_live,
  input  wire        request_faulty,
  input  wire        busy,
  input  wire        limit,         // the bundle limit is reached
  input  wire        leaves,
  input  wire [63:0] r0,
  input  wire        sends,         // the action of r0 sends the packet
  input  wire [11:0] address,       // of the bundle
  input  wire [11:0] next,
  output wire        requests,      // a request or push is made
  output wire        pushes,
  output wire        ends,
  output wire [11:0] goes_to,       // where the context goes on, 0 if it ends
  input  wire        refuse,        // a packet of unusable length
  input  wire [3:0]  refuse_context,
  input  wire [3:0]  read_context,
  output wire [63:0] read_r0,       // of that context, in the same cycle
  output wire [2:0]  read_cause,
  output wire [11:0] read_address,  // of the bundle that ended the program
  // its program ended by itself with an action that sends the packet
  output wire        read_sends,
  input  wire        live_0,        // of each lane: not squashed
  input  wire        live_1,
  input  wire        live_2,
  input  wire        live_3,
  input  wire        faulty_0,      // of each lane: an access out of range
  input  wire        faulty_1,
  input  wire        faulty_2,
  input  wire        faulty_3
);

  localparam [2:0] CAUSE_NONE    = 3'd0;
  localparam [2:0] CAUSE_LENGTH  = 3'd1;
  localparam [2:0] CAUSE_PROGRAM = 3'd2;
  localparam [2:0] CAUSE_ADDRESS = 3'd3;
  localparam [2:0] CAUSE_REQUEST = 3'd4;
  localparam [2:0] CAUSE_RUNAWAY = 3'd5;

  reg  [15:0] refused;  // contexts whose packet was refused for its length

  (* ram_style = "distributed" *)
  reg  [63:0] value [0:15];

  (* ram_style = "distributed" *)
  reg  [3:0] cause [0:15];  // whether the packet is sent, and the cause

  (* ram_style = "distributed" *)
  reg  [11:0] last_address [0:15];

  wire        out_of_range;
  wire        asks;
  wire        too_many;
  wire        runaway;
  wire        fault;
  wire [2:0]  why;
  wire        ended;
  wire [15:0] runs;
  wire        refused_out;
  wire [3:0]  ending;
  wire [2:0]  cause_out;

  // ---- faults ----

  assign out_of_range = (live_0 & faulty_0) | (live_1 & faulty_1) | (live_2 & faulty_2)
                        | (live_3 & faulty_3);
  assign asks         = request_live & ~request_faulty & (request | push);
  assign too_many     = asks & busy;
  assign requests     = request & asks & ~busy;
  assign pushes       = push & asks & ~busy;
  assign runaway      = limit & ~leaves;
  assign fault        = ~known | out_of_range | too_many | runaway;
  assign ends         = leaves | fault;
  assign goes_to      = {12{~ends}} & next;

  // ---- what the report will say ----

  assign why          = ~known ? CAUSE_PROGRAM
                        : out_of_range ? CAUSE_ADDRESS
                        : too_many ? CAUSE_REQUEST
                        : runaway ? CAUSE_RUNAWAY
                        : CAUSE_NONE;
  assign ended        = valid & ends;
  assign runs         = {(this_context == 4'd15) & valid, (this_context == 4'd14) & valid,
                         (this_context == 4'd13) & valid, (this_context == 4'd12) & valid,
                         (this_context == 4'd11) & valid, (this_context == 4'd10) & valid,
                         (this_context == 4'd9) & valid, (this_context == 4'd8) & valid,
                         (this_context == 4'd7) & valid, (this_context == 4'd6) & valid,
                         (this_context == 4'd5) & valid, (this_context == 4'd4) & valid,
                         (this_context == 4'd3) & valid, (this_context == 4'd2) & valid,
                         (this_context == 4'd1) & valid, (this_context == 4'd0) & valid};
  assign refused_out  = refused[read_context];
  assign ending       = cause[read_context];
  assign cause_out    = refused_out ? CAUSE_LENGTH : ending[2:0];
  assign read_sends   = ending[3] & ~refused_out;
  assign read_address = {12{~refused_out}} & last_address[read_context];
  assign read_cause   = cause_out;
  assign read_r0      = (cause_out == CAUSE_NONE) ? value[read_context] : 64'd0;

  always @(posedge clk) begin
    // what the report will say
    if (ended) begin
      value[this_context] <= r0;
      cause[this_context] <= {sends & ~fault, why};
      last_address[this_context] <= address;
    end
    refused <= (refused & ~runs)
               | {(refuse_context == 4'd15) & refuse, (refuse_context == 4'd14) & refuse,
                  (refuse_context == 4'd13) & refuse, (refuse_context == 4'd12) & refuse,
                  (refuse_context == 4'd11) & refuse, (refuse_context == 4'd10) & refuse,
                  (refuse_context == 4'd9) & refuse, (refuse_context == 4'd8) & refuse,
                  (refuse_context == 4'd7) & refuse, (refuse_context == 4'd6) & refuse,
                  (refuse_context == 4'd5) & refuse, (refuse_context == 4'd4) & refuse,
                  (refuse_context == 4'd3) & refuse, (refuse_context == 4'd2) & refuse,
                  (refuse_context == 4'd1) & refuse, (refuse_context == 4'd0) & refuse};
    if (rst) begin
      refused <= 16'd0;
    end
  end

endmodule
