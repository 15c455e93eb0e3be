// The program: a slot of 72 bits for each lane and row. A row stands at the outputs two cycles
// after its number.
// Generated from ProgramMemory.java; edit that file instead.
module program_memory (
  input  wire        clk,
  input  wire [11:0] row,
  input  wire        write,  // the host stores a slot
  input  wire [11:0] write_row,
  input  wire [2:0]  write_lane,
  input  wire [71:0] write_slot,
  output wire [71:0] slot_0
);

  reg  [71:0] output_0;
  reg  [71:0] rows_0_q;  // word read from rows_0

  (* ram_style = "block" *)
  reg  [71:0] rows_0 [0:1023];

  assign slot_0 = output_0;

  wire unused_ok = &{1'b0, row[11:10], write_row[11:10]};

  always @(posedge clk) begin
    if (write & (write_lane == 3'd0)) begin
      rows_0[write_row[9:0]] <= write_slot;
    end
    output_0 <= rows_0_q;
  end

  always @(posedge clk) begin
    rows_0_q <= rows_0[row[9:0]];
  end

endmodule
