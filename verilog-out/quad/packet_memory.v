// The frames of all contexts, in banks of 64 bits: as many as a beat has words. One copy for each
// lane that loads and one for egress; stores and ingress share the write port, which writes a cycle
// after EFFECT.
// Generated from PacketMemory.java; edit that file instead.
module packet_memory (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  input  wire [3:0]   context5,
  input  wire [11:0]  load_0_window,  // BRANCH
  output wire [63:0]  load_0_even,    // EFFECT + 1
  output wire [63:0]  load_0_odd,
  input  wire [11:0]  load_1_window,  // BRANCH
  output wire [63:0]  load_1_even,    // EFFECT + 1
  output wire [63:0]  load_1_odd,
  input  wire         store_valid,
  input  wire [3:0]   store_context,
  input  wire [11:0]  store_window,
  input  wire [63:0]  store_data,
  input  wire [7:0]   store_first,
  input  wire [7:0]   store_second,
  input  wire         fill_valid,
  input  wire [3:0]   fill_context,
  input  wire [5:0]   fill_row,
  input  wire [511:0] fill_data,
  input  wire         drain_step,
  input  wire [3:0]   drain_context,
  input  wire [5:0]   drain_row,
  output wire [511:0] drain_data
);

  reg  [9:0]   write_first;
  reg  [9:0]   write_rest;
  reg  [511:0] write_data;
  reg  [63:0]  write_bytes;
  reg  [511:0] drained;
  reg  [63:0]  load_0_0_q;  // word read from bank_0
  reg  [63:0]  load_0_1_q;  // word read from bank_1
  reg  [63:0]  load_0_2_q;  // word read from bank_2
  reg  [63:0]  load_0_3_q;  // word read from bank_3
  reg  [63:0]  load_0_4_q;  // word read from bank_4
  reg  [63:0]  load_0_5_q;  // word read from bank_5
  reg  [63:0]  load_0_6_q;  // word read from bank_6
  reg  [63:0]  load_0_7_q;  // word read from bank_7
  reg  [63:0]  load_1_0_q;  // word read from bank_0
  reg  [63:0]  load_1_1_q;  // word read from bank_1
  reg  [63:0]  load_1_2_q;  // word read from bank_2
  reg  [63:0]  load_1_3_q;  // word read from bank_3
  reg  [63:0]  load_1_4_q;  // word read from bank_4
  reg  [63:0]  load_1_5_q;  // word read from bank_5
  reg  [63:0]  load_1_6_q;  // word read from bank_6
  reg  [63:0]  load_1_7_q;  // word read from bank_7
  reg  [63:0]  drain_0_q;   // word read from bank_0
  reg  [63:0]  drain_1_q;   // word read from bank_1
  reg  [63:0]  drain_2_q;   // word read from bank_2
  reg  [63:0]  drain_3_q;   // word read from bank_3
  reg  [63:0]  drain_4_q;   // word read from bank_4
  reg  [63:0]  drain_5_q;   // word read from bank_5
  reg  [63:0]  drain_6_q;   // word read from bank_6
  reg  [63:0]  drain_7_q;   // word read from bank_7

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

  wire [5:0]  row_of_first_bank;
  wire        load_0_passes;
  wire [5:0]  load_0_row_first;
  wire        load_1_passes;
  wire [5:0]  load_1_row_first;
  wire [63:0] evens_0_joined;
  wire [63:0] evens_1_joined;
  wire [63:0] odds_0_joined;
  wire [63:0] odds_1_joined;

  word_join_4 evens_0 (
    .clk    (clk),
    .joined (evens_0_joined),
    .word_0 (load_0_0_q),
    .word_1 (load_0_2_q),
    .word_2 (load_0_4_q),
    .word_3 (load_0_6_q)
  );

  word_join_4 evens_1 (
    .clk    (clk),
    .joined (evens_1_joined),
    .word_0 (load_1_0_q),
    .word_1 (load_1_2_q),
    .word_2 (load_1_4_q),
    .word_3 (load_1_6_q)
  );

  word_join_4 odds_0 (
    .clk    (clk),
    .joined (odds_0_joined),
    .word_0 (load_0_1_q),
    .word_1 (load_0_3_q),
    .word_2 (load_0_5_q),
    .word_3 (load_0_7_q)
  );

  word_join_4 odds_1 (
    .clk    (clk),
    .joined (odds_1_joined),
    .word_0 (load_1_1_q),
    .word_1 (load_1_3_q),
    .word_2 (load_1_5_q),
    .word_3 (load_1_7_q)
  );

  // ---- writes: a window may pass from the last bank of a row to bank 0 of the next ----

  assign row_of_first_bank = (store_window[5:3] == 3'd7) ? store_window[11:6] + 6'd1
                             : store_window[11:6];

  // ---- load port 0 ----

  assign load_0_passes    = load_0_window[5:3] == 3'd7;
  assign load_0_row_first = load_0_passes ? load_0_window[11:6] + 6'd1 : load_0_window[11:6];
  assign load_0_even      = evens_0_joined;
  assign load_0_odd       = odds_0_joined;

  // ---- load port 1 ----

  assign load_1_passes    = load_1_window[5:3] == 3'd7;
  assign load_1_row_first = load_1_passes ? load_1_window[11:6] + 6'd1 : load_1_window[11:6];
  assign load_1_even      = evens_1_joined;
  assign load_1_odd       = odds_1_joined;

  // ---- egress ----

  assign drain_data = drained;

  wire unused_ok = &{1'b0, store_window[2:0], load_0_window[2:0], load_1_window[2:0]};

  always @(posedge clk) begin
    // writes: a window may pass from the last bank of a row to bank 0 of the next
    write_first <= {store_valid ? store_context : fill_context,
                    store_valid ? row_of_first_bank : fill_row};
    write_rest <= {store_valid ? store_context : fill_context,
                   store_valid ? store_window[11:6] : fill_row};
    write_data <= store_valid ? {8{store_data}} : fill_data;
    write_bytes <= {store_valid ? ({8{store_window[5:3] == 3'd7}} & store_first)
                                  | ({8{store_window[5:3] == 3'd6}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd6}} & store_first)
                                  | ({8{store_window[5:3] == 3'd5}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd5}} & store_first)
                                  | ({8{store_window[5:3] == 3'd4}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd4}} & store_first)
                                  | ({8{store_window[5:3] == 3'd3}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd3}} & store_first)
                                  | ({8{store_window[5:3] == 3'd2}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd2}} & store_first)
                                  | ({8{store_window[5:3] == 3'd1}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd1}} & store_first)
                                  | ({8{store_window[5:3] == 3'd0}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[5:3] == 3'd0}} & store_first)
                                  | ({8{store_window[5:3] == 3'd7}} & store_second)
                    : {8{fill_valid}}};
    if (write_bytes[0]) bank_0[write_first][7:0] <= write_data[7:0];
    if (write_bytes[1]) bank_0[write_first][15:8] <= write_data[15:8];
    if (write_bytes[2]) bank_0[write_first][23:16] <= write_data[23:16];
    if (write_bytes[3]) bank_0[write_first][31:24] <= write_data[31:24];
    if (write_bytes[4]) bank_0[write_first][39:32] <= write_data[39:32];
    if (write_bytes[5]) bank_0[write_first][47:40] <= write_data[47:40];
    if (write_bytes[6]) bank_0[write_first][55:48] <= write_data[55:48];
    if (write_bytes[7]) bank_0[write_first][63:56] <= write_data[63:56];
    if (write_bytes[8]) bank_1[write_rest][7:0] <= write_data[71:64];
    if (write_bytes[9]) bank_1[write_rest][15:8] <= write_data[79:72];
    if (write_bytes[10]) bank_1[write_rest][23:16] <= write_data[87:80];
    if (write_bytes[11]) bank_1[write_rest][31:24] <= write_data[95:88];
    if (write_bytes[12]) bank_1[write_rest][39:32] <= write_data[103:96];
    if (write_bytes[13]) bank_1[write_rest][47:40] <= write_data[111:104];
    if (write_bytes[14]) bank_1[write_rest][55:48] <= write_data[119:112];
    if (write_bytes[15]) bank_1[write_rest][63:56] <= write_data[127:120];
    if (write_bytes[16]) bank_2[write_rest][7:0] <= write_data[135:128];
    if (write_bytes[17]) bank_2[write_rest][15:8] <= write_data[143:136];
    if (write_bytes[18]) bank_2[write_rest][23:16] <= write_data[151:144];
    if (write_bytes[19]) bank_2[write_rest][31:24] <= write_data[159:152];
    if (write_bytes[20]) bank_2[write_rest][39:32] <= write_data[167:160];
    if (write_bytes[21]) bank_2[write_rest][47:40] <= write_data[175:168];
    if (write_bytes[22]) bank_2[write_rest][55:48] <= write_data[183:176];
    if (write_bytes[23]) bank_2[write_rest][63:56] <= write_data[191:184];
    if (write_bytes[24]) bank_3[write_rest][7:0] <= write_data[199:192];
    if (write_bytes[25]) bank_3[write_rest][15:8] <= write_data[207:200];
    if (write_bytes[26]) bank_3[write_rest][23:16] <= write_data[215:208];
    if (write_bytes[27]) bank_3[write_rest][31:24] <= write_data[223:216];
    if (write_bytes[28]) bank_3[write_rest][39:32] <= write_data[231:224];
    if (write_bytes[29]) bank_3[write_rest][47:40] <= write_data[239:232];
    if (write_bytes[30]) bank_3[write_rest][55:48] <= write_data[247:240];
    if (write_bytes[31]) bank_3[write_rest][63:56] <= write_data[255:248];
    if (write_bytes[32]) bank_4[write_rest][7:0] <= write_data[263:256];
    if (write_bytes[33]) bank_4[write_rest][15:8] <= write_data[271:264];
    if (write_bytes[34]) bank_4[write_rest][23:16] <= write_data[279:272];
    if (write_bytes[35]) bank_4[write_rest][31:24] <= write_data[287:280];
    if (write_bytes[36]) bank_4[write_rest][39:32] <= write_data[295:288];
    if (write_bytes[37]) bank_4[write_rest][47:40] <= write_data[303:296];
    if (write_bytes[38]) bank_4[write_rest][55:48] <= write_data[311:304];
    if (write_bytes[39]) bank_4[write_rest][63:56] <= write_data[319:312];
    if (write_bytes[40]) bank_5[write_rest][7:0] <= write_data[327:320];
    if (write_bytes[41]) bank_5[write_rest][15:8] <= write_data[335:328];
    if (write_bytes[42]) bank_5[write_rest][23:16] <= write_data[343:336];
    if (write_bytes[43]) bank_5[write_rest][31:24] <= write_data[351:344];
    if (write_bytes[44]) bank_5[write_rest][39:32] <= write_data[359:352];
    if (write_bytes[45]) bank_5[write_rest][47:40] <= write_data[367:360];
    if (write_bytes[46]) bank_5[write_rest][55:48] <= write_data[375:368];
    if (write_bytes[47]) bank_5[write_rest][63:56] <= write_data[383:376];
    if (write_bytes[48]) bank_6[write_rest][7:0] <= write_data[391:384];
    if (write_bytes[49]) bank_6[write_rest][15:8] <= write_data[399:392];
    if (write_bytes[50]) bank_6[write_rest][23:16] <= write_data[407:400];
    if (write_bytes[51]) bank_6[write_rest][31:24] <= write_data[415:408];
    if (write_bytes[52]) bank_6[write_rest][39:32] <= write_data[423:416];
    if (write_bytes[53]) bank_6[write_rest][47:40] <= write_data[431:424];
    if (write_bytes[54]) bank_6[write_rest][55:48] <= write_data[439:432];
    if (write_bytes[55]) bank_6[write_rest][63:56] <= write_data[447:440];
    if (write_bytes[56]) bank_7[write_rest][7:0] <= write_data[455:448];
    if (write_bytes[57]) bank_7[write_rest][15:8] <= write_data[463:456];
    if (write_bytes[58]) bank_7[write_rest][23:16] <= write_data[471:464];
    if (write_bytes[59]) bank_7[write_rest][31:24] <= write_data[479:472];
    if (write_bytes[60]) bank_7[write_rest][39:32] <= write_data[487:480];
    if (write_bytes[61]) bank_7[write_rest][47:40] <= write_data[495:488];
    if (write_bytes[62]) bank_7[write_rest][55:48] <= write_data[503:496];
    if (write_bytes[63]) bank_7[write_rest][63:56] <= write_data[511:504];
    // egress
    if (drain_step) begin
      drained <= {drain_7_q, drain_6_q, drain_5_q, drain_4_q, drain_3_q, drain_2_q, drain_1_q,
                  drain_0_q};
    end
    if (rst) begin
      write_bytes <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd0) | (load_0_window[5:3] == 3'd7)) begin
      load_0_0_q <= bank_0[{context5, load_0_row_first}];
    end else begin
      load_0_0_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd0) | (load_1_window[5:3] == 3'd7)) begin
      load_1_0_q <= bank_0[{context5, load_1_row_first}];
    end else begin
      load_1_0_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_0_q <= bank_0[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd1) | (load_0_window[5:3] == 3'd0)) begin
      load_0_1_q <= bank_1[{context5, load_0_window[11:6]}];
    end else begin
      load_0_1_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd1) | (load_1_window[5:3] == 3'd0)) begin
      load_1_1_q <= bank_1[{context5, load_1_window[11:6]}];
    end else begin
      load_1_1_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_1_q <= bank_1[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd2) | (load_0_window[5:3] == 3'd1)) begin
      load_0_2_q <= bank_2[{context5, load_0_window[11:6]}];
    end else begin
      load_0_2_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd2) | (load_1_window[5:3] == 3'd1)) begin
      load_1_2_q <= bank_2[{context5, load_1_window[11:6]}];
    end else begin
      load_1_2_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_2_q <= bank_2[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd3) | (load_0_window[5:3] == 3'd2)) begin
      load_0_3_q <= bank_3[{context5, load_0_window[11:6]}];
    end else begin
      load_0_3_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd3) | (load_1_window[5:3] == 3'd2)) begin
      load_1_3_q <= bank_3[{context5, load_1_window[11:6]}];
    end else begin
      load_1_3_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_3_q <= bank_3[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd4) | (load_0_window[5:3] == 3'd3)) begin
      load_0_4_q <= bank_4[{context5, load_0_window[11:6]}];
    end else begin
      load_0_4_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd4) | (load_1_window[5:3] == 3'd3)) begin
      load_1_4_q <= bank_4[{context5, load_1_window[11:6]}];
    end else begin
      load_1_4_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_4_q <= bank_4[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd5) | (load_0_window[5:3] == 3'd4)) begin
      load_0_5_q <= bank_5[{context5, load_0_window[11:6]}];
    end else begin
      load_0_5_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd5) | (load_1_window[5:3] == 3'd4)) begin
      load_1_5_q <= bank_5[{context5, load_1_window[11:6]}];
    end else begin
      load_1_5_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_5_q <= bank_5[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd6) | (load_0_window[5:3] == 3'd5)) begin
      load_0_6_q <= bank_6[{context5, load_0_window[11:6]}];
    end else begin
      load_0_6_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd6) | (load_1_window[5:3] == 3'd5)) begin
      load_1_6_q <= bank_6[{context5, load_1_window[11:6]}];
    end else begin
      load_1_6_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_6_q <= bank_6[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[5:3] == 3'd7) | (load_0_window[5:3] == 3'd6)) begin
      load_0_7_q <= bank_7[{context5, load_0_window[11:6]}];
    end else begin
      load_0_7_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_1_window[5:3] == 3'd7) | (load_1_window[5:3] == 3'd6)) begin
      load_1_7_q <= bank_7[{context5, load_1_window[11:6]}];
    end else begin
      load_1_7_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_7_q <= bank_7[{drain_context, drain_row}];
    end
  end

endmodule
