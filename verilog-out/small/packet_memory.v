// The frames of all contexts, in banks of 64 bits: as many as a beat has words. One copy for each
// lane that loads and one for egress; stores and ingress share the write port, which writes a cycle
// after EFFECT.
// Generated from PacketMemory.java; edit that file instead.
module packet_memory (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  input  wire [1:0]   context5,
  input  wire [11:0]  load_0_window,  // BRANCH
  output wire [63:0]  load_0_even,    // EFFECT + 1
  output wire [63:0]  load_0_odd,
  input  wire         store_valid,
  input  wire [1:0]   store_context,
  input  wire [11:0]  store_window,
  input  wire [63:0]  store_data,
  input  wire [7:0]   store_first,
  input  wire [7:0]   store_second,
  input  wire         fill_valid,
  input  wire [1:0]   fill_context,
  input  wire [6:0]   fill_row,
  input  wire [255:0] fill_data,
  input  wire         drain_step,
  input  wire [1:0]   drain_context,
  input  wire [6:0]   drain_row,
  output wire [255:0] drain_data
);

  reg  [8:0]   write_first;
  reg  [8:0]   write_rest;
  reg  [255:0] write_data;
  reg  [31:0]  write_bytes;
  reg  [255:0] drained;
  reg  [63:0]  load_0_0_q;  // word read from bank_0
  reg  [63:0]  load_0_1_q;  // word read from bank_1
  reg  [63:0]  load_0_2_q;  // word read from bank_2
  reg  [63:0]  load_0_3_q;  // word read from bank_3
  reg  [63:0]  drain_0_q;   // word read from bank_0
  reg  [63:0]  drain_1_q;   // word read from bank_1
  reg  [63:0]  drain_2_q;   // word read from bank_2
  reg  [63:0]  drain_3_q;   // word read from bank_3

  (* ram_style = "block" *)
  reg  [63:0] bank_0 [0:511];

  (* ram_style = "block" *)
  reg  [63:0] bank_1 [0:511];

  (* ram_style = "block" *)
  reg  [63:0] bank_2 [0:511];

  (* ram_style = "block" *)
  reg  [63:0] bank_3 [0:511];

  wire [6:0]  row_of_first_bank;
  wire        load_0_passes;
  wire [6:0]  load_0_row_first;
  wire [63:0] evens_0_joined;
  wire [63:0] odds_0_joined;

  word_join_2 evens_0 (
    .clk    (clk),
    .joined (evens_0_joined),
    .word_0 (load_0_0_q),
    .word_1 (load_0_2_q)
  );

  word_join_2 odds_0 (
    .clk    (clk),
    .joined (odds_0_joined),
    .word_0 (load_0_1_q),
    .word_1 (load_0_3_q)
  );

  // ---- writes: a window may pass from the last bank of a row to bank 0 of the next ----

  assign row_of_first_bank = (store_window[4:3] == 2'd3) ? store_window[11:5] + 7'd1
                             : store_window[11:5];

  // ---- load port 0 ----

  assign load_0_passes    = load_0_window[4:3] == 2'd3;
  assign load_0_row_first = load_0_passes ? load_0_window[11:5] + 7'd1 : load_0_window[11:5];
  assign load_0_even      = evens_0_joined;
  assign load_0_odd       = odds_0_joined;

  // ---- egress ----

  assign drain_data = drained;

  wire unused_ok = &{1'b0, store_window[2:0], load_0_window[2:0]};

  always @(posedge clk) begin
    // writes: a window may pass from the last bank of a row to bank 0 of the next
    write_first <= {store_valid ? store_context : fill_context,
                    store_valid ? row_of_first_bank : fill_row};
    write_rest <= {store_valid ? store_context : fill_context,
                   store_valid ? store_window[11:5] : fill_row};
    write_data <= store_valid ? {4{store_data}} : fill_data;
    write_bytes <= {store_valid ? ({8{store_window[4:3] == 2'd3}} & store_first)
                                  | ({8{store_window[4:3] == 2'd2}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[4:3] == 2'd2}} & store_first)
                                  | ({8{store_window[4:3] == 2'd1}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[4:3] == 2'd1}} & store_first)
                                  | ({8{store_window[4:3] == 2'd0}} & store_second)
                    : {8{fill_valid}},
                    store_valid ? ({8{store_window[4:3] == 2'd0}} & store_first)
                                  | ({8{store_window[4:3] == 2'd3}} & store_second)
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
    // egress
    if (drain_step) begin
      drained <= {drain_3_q, drain_2_q, drain_1_q, drain_0_q};
    end
    if (rst) begin
      write_bytes <= 32'd0;
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[4:3] == 2'd0) | (load_0_window[4:3] == 2'd3)) begin
      load_0_0_q <= bank_0[{context5, load_0_row_first}];
    end else begin
      load_0_0_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_0_q <= bank_0[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[4:3] == 2'd1) | (load_0_window[4:3] == 2'd0)) begin
      load_0_1_q <= bank_1[{context5, load_0_window[11:5]}];
    end else begin
      load_0_1_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_1_q <= bank_1[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[4:3] == 2'd2) | (load_0_window[4:3] == 2'd1)) begin
      load_0_2_q <= bank_2[{context5, load_0_window[11:5]}];
    end else begin
      load_0_2_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_2_q <= bank_2[{drain_context, drain_row}];
    end
  end

  always @(posedge clk) begin
    if ((load_0_window[4:3] == 2'd3) | (load_0_window[4:3] == 2'd2)) begin
      load_0_3_q <= bank_3[{context5, load_0_window[11:5]}];
    end else begin
      load_0_3_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (drain_step) begin
      drain_3_q <= bank_3[{drain_context, drain_row}];
    end
  end

endmodule
