// The frames of all contexts, in banks of 64 bits, for one reader.
// Generated from PacketCopy.java; edit that file instead.
module packet_copy (
  input  wire         clk,
  input  wire [7:0]   first,  // of bank 0, of the others
  input  wire [7:0]   others,
  input  wire [3:0]   reads,  // a bit for each bank
  output wire [255:0] words,  // a cycle later
  input  wire [7:0]   write_first,
  input  wire [7:0]   write_others,
  input  wire [255:0] data,
  input  wire [31:0]  bytes   // which bytes of `data` are written
);

  reg  [63:0] word_0;  // word read from bank_0
  reg  [63:0] word_1;  // word read from bank_1
  reg  [63:0] word_2;  // word read from bank_2
  reg  [63:0] word_3;  // word read from bank_3

  (* ram_style = "block" *)
  reg  [63:0] bank_0 [0:255];

  (* ram_style = "block" *)
  reg  [63:0] bank_1 [0:255];

  (* ram_style = "block" *)
  reg  [63:0] bank_2 [0:255];

  (* ram_style = "block" *)
  reg  [63:0] bank_3 [0:255];

  assign words = {word_3, word_2, word_1, word_0};

  always @(posedge clk) begin
    if (bytes[0]) bank_0[write_first][7:0] <= data[7:0];
    if (bytes[1]) bank_0[write_first][15:8] <= data[15:8];
    if (bytes[2]) bank_0[write_first][23:16] <= data[23:16];
    if (bytes[3]) bank_0[write_first][31:24] <= data[31:24];
    if (bytes[4]) bank_0[write_first][39:32] <= data[39:32];
    if (bytes[5]) bank_0[write_first][47:40] <= data[47:40];
    if (bytes[6]) bank_0[write_first][55:48] <= data[55:48];
    if (bytes[7]) bank_0[write_first][63:56] <= data[63:56];
    if (bytes[8]) bank_1[write_others][7:0] <= data[71:64];
    if (bytes[9]) bank_1[write_others][15:8] <= data[79:72];
    if (bytes[10]) bank_1[write_others][23:16] <= data[87:80];
    if (bytes[11]) bank_1[write_others][31:24] <= data[95:88];
    if (bytes[12]) bank_1[write_others][39:32] <= data[103:96];
    if (bytes[13]) bank_1[write_others][47:40] <= data[111:104];
    if (bytes[14]) bank_1[write_others][55:48] <= data[119:112];
    if (bytes[15]) bank_1[write_others][63:56] <= data[127:120];
    if (bytes[16]) bank_2[write_others][7:0] <= data[135:128];
    if (bytes[17]) bank_2[write_others][15:8] <= data[143:136];
    if (bytes[18]) bank_2[write_others][23:16] <= data[151:144];
    if (bytes[19]) bank_2[write_others][31:24] <= data[159:152];
    if (bytes[20]) bank_2[write_others][39:32] <= data[167:160];
    if (bytes[21]) bank_2[write_others][47:40] <= data[175:168];
    if (bytes[22]) bank_2[write_others][55:48] <= data[183:176];
    if (bytes[23]) bank_2[write_others][63:56] <= data[191:184];
    if (bytes[24]) bank_3[write_others][7:0] <= data[199:192];
    if (bytes[25]) bank_3[write_others][15:8] <= data[207:200];
    if (bytes[26]) bank_3[write_others][23:16] <= data[215:208];
    if (bytes[27]) bank_3[write_others][31:24] <= data[223:216];
    if (bytes[28]) bank_3[write_others][39:32] <= data[231:224];
    if (bytes[29]) bank_3[write_others][47:40] <= data[239:232];
    if (bytes[30]) bank_3[write_others][55:48] <= data[247:240];
    if (bytes[31]) bank_3[write_others][63:56] <= data[255:248];
  end

  always @(posedge clk) begin
    if (reads[0]) begin
      word_0 <= bank_0[first];
    end else begin
      word_0 <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads[1]) begin
      word_1 <= bank_1[others];
    end else begin
      word_1 <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads[2]) begin
      word_2 <= bank_2[others];
    end else begin
      word_2 <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads[3]) begin
      word_3 <= bank_3[others];
    end else begin
      word_3 <= 64'd0;
    end
  end

endmodule
