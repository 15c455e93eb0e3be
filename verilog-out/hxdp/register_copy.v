// The registers that one lane writes, for one operand of one lane to read.
// Generated from RegisterCopy.java; edit that file instead.
module register_copy (
  input  wire        clk,
  input  wire        reads,
  output wire [63:0] word,
  input  wire        write,    // WRITE_BACK
  input  wire [63:0] value,
  input  wire [5:0]  address,  // DECODE; where `reads` is low the word is 0
  input  wire [5:0]  write_address
);

  reg  [63:0] word_q;  // word read from words

  (* ram_style = "block" *)
  reg  [63:0] words [0:63];

  assign word = word_q;

  always @(posedge clk) begin
    if (write) begin
      words[write_address] <= value;
    end
  end

  always @(posedge clk) begin
    if (reads) begin
      word_q <= words[address];
    end else begin
      word_q <= 64'd0;
    end
  end

endmodule
