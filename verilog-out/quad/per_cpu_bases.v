// Where each context's part of the map memory begins, a multiple of 16.
// Generated from PerCpuBases.java; edit that file instead.
module per_cpu_bases (
  input  wire        clk,
  input  wire        write,
  input  wire [5:0]  element,
  input  wire [31:0] data,
  input  wire [3:0]  context2,      // the context in DECODE, and its base in OPERANDS
  output wire [31:0] base3,
  input  wire [3:0]  this_context,  // the map unit's; in the same cycle
  output wire [31:0] base
);

  reg  [27:0] read;

  (* ram_style = "distributed" *)
  reg  [27:0] bases [0:15];

  wire [27:0] base_lines;

  assign base3      = {read, 4'd0};
  assign base_lines = bases[this_context];
  assign base       = {base_lines, 4'd0};

  wire unused_ok = &{1'b0, element, data[3:0]};

  always @(posedge clk) begin
    if ((element < 6'd16) & write) begin
      bases[element[3:0]] <= data[31:4];
    end
    read <= bases[context2];
  end

endmodule
