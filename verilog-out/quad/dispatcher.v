// Deals whole packets out to the cores in strict rotation; in the sequential mode all of them go to
// core 0. Data goes past it.
// Generated from Dispatcher.java; edit that file instead.
module dispatcher (
  input  wire clk,
  input  wire rst,           // synchronous, active high
  input  wire sequential,
  input  wire tvalid,
  output reg  tready,
  input  wire tlast,
  output wire core_valid_0,  // of each core's input
  output wire core_valid_1,
  output wire core_valid_2,
  output wire core_valid_3,
  input  wire core_ready_0,
  input  wire core_ready_1,
  input  wire core_ready_2,
  input  wire core_ready_3
);

  reg  [1:0] turn;  // whose packet it is that stands at the input

  assign core_valid_0 = tvalid & (turn == 2'd0);
  assign core_valid_1 = tvalid & (turn == 2'd1);
  assign core_valid_2 = tvalid & (turn == 2'd2);
  assign core_valid_3 = tvalid & (turn == 2'd3);

  always @* begin
    case (turn)
      2'd0:    tready = core_ready_0;
      2'd1:    tready = core_ready_1;
      2'd2:    tready = core_ready_2;
      default: tready = core_ready_3;  // 2'd3
    endcase
  end

  always @(posedge clk) begin
    if (tvalid & tready & tlast & ~sequential) begin
      turn <= turn + 2'd1;
    end
    if (rst) begin
      turn <= 2'd0;
    end
  end

endmodule
