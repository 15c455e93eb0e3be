// What the map unit knows of each hash map: the words of HashDescriptor, cut to the bits that can
// be set.
// Generated from Descriptors.java; edit that file instead.
module descriptors (
  input  wire        clk,
  input  wire        write,
  input  wire [4:0]  write_map,
  input  wire [3:0]  write_word,
  input  wire [31:0] write_data,
  input  wire [4:0]  map,
  output wire        one_pair,  // of that map, in the same cycle
  output wire        word_0,    // of that map, in the next cycle
  output wire [4:0]  word_1,
  output wire [4:0]  word_2,
  output wire [17:0] word_3,
  output wire [14:0] word_4,
  output wire [17:0] word_5,
  output wire [31:0] word_6,
  output wire [31:0] word_7,
  output wire [31:0] word_8,
  output wire [17:0] word_9
);

  reg         read_0;
  reg  [4:0]  read_1;
  reg  [4:0]  read_2;
  reg  [17:0] read_3;
  reg  [14:0] read_4;
  reg  [17:0] read_5;
  reg  [31:0] read_6;
  reg  [31:0] read_7;
  reg  [31:0] read_8;
  reg  [17:0] read_9;

  (* ram_style = "distributed" *)
  reg  words_0 [0:31];

  (* ram_style = "distributed" *)
  reg  [4:0] words_1 [0:31];

  (* ram_style = "distributed" *)
  reg  [4:0] words_2 [0:31];

  (* ram_style = "distributed" *)
  reg  [17:0] words_3 [0:31];

  (* ram_style = "distributed" *)
  reg  [14:0] words_4 [0:31];

  (* ram_style = "distributed" *)
  reg  [17:0] words_5 [0:31];

  (* ram_style = "distributed" *)
  reg  [31:0] words_6 [0:31];

  (* ram_style = "distributed" *)
  reg  [31:0] words_7 [0:31];

  (* ram_style = "distributed" *)
  reg  [31:0] words_8 [0:31];

  (* ram_style = "distributed" *)
  reg  [17:0] words_9 [0:31];

  assign word_0   = read_0;
  assign word_1   = read_1;
  assign word_2   = read_2;
  assign word_3   = read_3;
  assign word_4   = read_4;
  assign word_5   = read_5;
  assign word_6   = read_6;
  assign word_7   = read_7;
  assign word_8   = read_8;
  assign word_9   = read_9;
  assign one_pair = words_1[map] == 5'd1;

  always @(posedge clk) begin
    if (write & (write_word == 4'd0)) begin
      words_0[write_map] <= write_data[0];
    end
    read_0 <= words_0[map];
    if (write & (write_word == 4'd1)) begin
      words_1[write_map] <= write_data[4:0];
    end
    read_1 <= words_1[map];
    if (write & (write_word == 4'd2)) begin
      words_2[write_map] <= write_data[4:0];
    end
    read_2 <= words_2[map];
    if (write & (write_word == 4'd3)) begin
      words_3[write_map] <= write_data[17:0];
    end
    read_3 <= words_3[map];
    if (write & (write_word == 4'd4)) begin
      words_4[write_map] <= write_data[14:0];
    end
    read_4 <= words_4[map];
    if (write & (write_word == 4'd5)) begin
      words_5[write_map] <= write_data[17:0];
    end
    read_5 <= words_5[map];
    if (write & (write_word == 4'd6)) begin
      words_6[write_map] <= write_data;
    end
    read_6 <= words_6[map];
    if (write & (write_word == 4'd7)) begin
      words_7[write_map] <= write_data;
    end
    read_7 <= words_7[map];
    if (write & (write_word == 4'd8)) begin
      words_8[write_map] <= write_data;
    end
    read_8 <= words_8[map];
    if (write & (write_word == 4'd9)) begin
      words_9[write_map] <= write_data[17:0];
    end
    read_9 <= words_9[map];
  end

endmodule
