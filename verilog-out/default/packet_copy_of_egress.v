// The frames of all contexts, in banks of 64 bits, for one reader.
// Generated from PacketCopy.java; edit that file instead.
module packet_copy_of_egress (
  input  wire         clk,
  input  wire [9:0]   first,  // of bank 0, of the others
  input  wire [9:0]   others,
  input  wire [7:0]   reads,  // a bit for each bank
  output wire [511:0] words,  // a cycle later
  input  wire [9:0]   write_first,
  input  wire [9:0]   write_others,
  input  wire [511:0] data,
  input  wire [63:0]  bytes   // which bytes of `data` are written
);

  reg  [63:0] word_0;  // word read from bank_0
  reg  [63:0] word_1;  // word read from bank_1
  reg  [63:0] word_2;  // word read from bank_2
  reg  [63:0] word_3;  // word read from bank_3
  reg  [63:0] word_4;  // word read from bank_4
  reg  [63:0] word_5;  // word read from bank_5
  reg  [63:0] word_6;  // word read from bank_6
  reg  [63:0] word_7;  // word read from bank_7

  (* ram_style = "block" *)
  reg  [63:0] bank_0 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_1 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_2 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_3 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_4 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_5 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_6 [0:1023];

  (* ram_style = "block" *)
  reg  [63:0] bank_7 [0:1023];

  assign words = {word_7, word_6, word_5, word_4, word_3, word_2, word_1, word_0};

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
    if (bytes[32]) bank_4[write_others][7:0] <= data[263:256];
    if (bytes[33]) bank_4[write_others][15:8] <= data[271:264];
    if (bytes[34]) bank_4[write_others][23:16] <= data[279:272];
    if (bytes[35]) bank_4[write_others][31:24] <= data[287:280];
    if (bytes[36]) bank_4[write_others][39:32] <= data[295:288];
    if (bytes[37]) bank_4[write_others][47:40] <= data[303:296];
    if (bytes[38]) bank_4[write_others][55:48] <= data[311:304];
    if (bytes[39]) bank_4[write_others][63:56] <= data[319:312];
    if (bytes[40]) bank_5[write_others][7:0] <= data[327:320];
    if (bytes[41]) bank_5[write_others][15:8] <= data[335:328];
    if (bytes[42]) bank_5[write_others][23:16] <= data[343:336];
    if (bytes[43]) bank_5[write_others][31:24] <= data[351:344];
    if (bytes[44]) bank_5[write_others][39:32] <= data[359:352];
    if (bytes[45]) bank_5[write_others][47:40] <= data[367:360];
    if (bytes[46]) bank_5[write_others][55:48] <= data[375:368];
    if (bytes[47]) bank_5[write_others][63:56] <= data[383:376];
    if (bytes[48]) bank_6[write_others][7:0] <= data[391:384];
    if (bytes[49]) bank_6[write_others][15:8] <= data[399:392];
    if (bytes[50]) bank_6[write_others][23:16] <= data[407:400];
    if (bytes[51]) bank_6[write_others][31:24] <= data[415:408];
    if (bytes[52]) bank_6[write_others][39:32] <= data[423:416];
    if (bytes[53]) bank_6[write_others][47:40] <= data[431:424];
    if (bytes[54]) bank_6[write_others][55:48] <= data[439:432];
    if (bytes[55]) bank_6[write_others][63:56] <= data[447:440];
    if (bytes[56]) bank_7[write_others][7:0] <= data[455:448];
    if (bytes[57]) bank_7[write_others][15:8] <= data[463:456];
    if (bytes[58]) bank_7[write_others][23:16] <= data[471:464];
    if (bytes[59]) bank_7[write_others][31:24] <= data[479:472];
    if (bytes[60]) bank_7[write_others][39:32] <= data[487:480];
    if (bytes[61]) bank_7[write_others][47:40] <= data[495:488];
    if (bytes[62]) bank_7[write_others][55:48] <= data[503:496];
    if (bytes[63]) bank_7[write_others][63:56] <= data[511:504];
  end

  always @(posedge clk) begin
    if (reads[0]) begin
      word_0 <= bank_0[first];
    end
  end

  always @(posedge clk) begin
    if (reads[1]) begin
      word_1 <= bank_1[others];
    end
  end

  always @(posedge clk) begin
    if (reads[2]) begin
      word_2 <= bank_2[others];
    end
  end

  always @(posedge clk) begin
    if (reads[3]) begin
      word_3 <= bank_3[others];
    end
  end

  always @(posedge clk) begin
    if (reads[4]) begin
      word_4 <= bank_4[others];
    end
  end

  always @(posedge clk) begin
    if (reads[5]) begin
      word_5 <= bank_5[others];
    end
  end

  always @(posedge clk) begin
    if (reads[6]) begin
      word_6 <= bank_6[others];
    end
  end

  always @(posedge clk) begin
    if (reads[7]) begin
      word_7 <= bank_7[others];
    end
  end

endmodule
