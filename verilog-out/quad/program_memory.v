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
  output wire [71:0] slot_0,
  output wire [71:0] slot_1,
  output wire [71:0] slot_2,
  output wire [71:0] slot_3
);

  reg  [71:0] output_0;
  reg  [71:0] output_1;
  reg  [71:0] output_2;
  reg  [71:0] output_3;
  reg  [71:0] rows_0_q;  // word read from rows_0
  reg  [71:0] rows_1_q;  // word read from rows_1
  reg  [71:0] rows_2_q;  // word read from rows_2
  reg  [71:0] rows_3_q;  // word read from rows_3

  (* ram_style = "block" *)
  reg  [71:0] rows_0 [0:1023];

  (* ram_style = "block" *)
  reg  [71:0] rows_1 [0:1023];

  (* ram_style = "block" *)
  reg  [71:0] rows_2 [0:1023];

  (* ram_style = "block" *)
  reg  [71:0] rows_3 [0:1023];

  assign slot_0 = output_0;
  assign slot_1 = output_1;
  assign slot_2 = output_2;
  assign slot_3 = output_3;

  wire unused_ok = &{1'b0, row[11:10], write_row[11:10]};

  always @(posedge clk) begin
    if (write & (write_lane == 3'd0)) begin
      rows_0[write_row[9:0]] <= write_slot;
    end
    output_0 <= rows_0_q;
    if (write & (write_lane == 3'd1)) begin
      rows_1[write_row[9:0]] <= write_slot;
    end
    output_1 <= rows_1_q;
    if (write & (write_lane == 3'd2)) begin
      rows_2[write_row[9:0]] <= write_slot;
    end
    output_2 <= rows_2_q;
    if (write & (write_lane == 3'd3)) begin
      rows_3[write_row[9:0]] <= write_slot;
    end
    output_3 <= rows_3_q;
  end

  always @(posedge clk) begin
    rows_0_q <= rows_0[row[9:0]];
  end

  always @(posedge clk) begin
    rows_1_q <= rows_1[row[9:0]];
  end

  always @(posedge clk) begin
    rows_2_q <= rows_2[row[9:0]];
  end

  always @(posedge clk) begin
    rows_3_q <= rows_3[row[9:0]];
  end

endmodule
