// The pairs of words that each context has pushed for its next request.
// Generated from ArgumentMemory.java; edit that file instead.
module argument_memory (
  input  wire         clk,
  input  wire         push,
  input  wire [3:0]   this_context,
  input  wire [4:0]   index,
  input  wire [127:0] pair,
  input  wire [3:0]   read_context,
  input  wire [4:0]   read_index,
  output wire [127:0] read   // in the next cycle
);

  reg  [127:0] pairs_q;  // word read from pairs

  (* ram_style = "block" *)
  reg  [127:0] pairs [0:511];

  assign read = pairs_q;

  always @(posedge clk) begin
    if (push) begin
      pairs[{this_context, index}] <= pair;
    end
  end

  always @(posedge clk) begin
    pairs_q <= pairs[{read_context, read_index}];
  end

endmodule
