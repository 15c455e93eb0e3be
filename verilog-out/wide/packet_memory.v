// The frames of all contexts, in banks of 64 bits: as many as a beat has words. One copy for each
// lane that loads and one for egress; stores and ingress share the write port of all copies, which
// writes a cycle after EFFECT.
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
  reg  [511:0] row;

  wire [5:0]   row_of_first_bank;
  wire         load_0_passes;
  wire [5:0]   load_0_row_first;
  wire         load_1_passes;
  wire [5:0]   load_1_row_first;
  wire [9:0]   drain_place;
  wire [7:0]   copy_0_reads;
  wire [511:0] copy_0_words;
  wire [7:0]   copy_1_reads;
  wire [511:0] copy_1_words;
  wire [511:0] drained_words;
  wire [63:0]  evens_0_joined;
  wire [63:0]  evens_1_joined;
  wire [63:0]  odds_0_joined;
  wire [63:0]  odds_1_joined;

  packet_copy copy_0 (
    .clk          (clk),
    .first        ({context5, load_0_row_first}),
    .others       ({context5, load_0_window[11:6]}),
    .reads        (copy_0_reads),
    .words        (copy_0_words),
    .write_first  (write_first),
    .write_others (write_rest),
    .data         (write_data),
    .bytes        (write_bytes)
  );

  packet_copy copy_1 (
    .clk          (clk),
    .first        ({context5, load_1_row_first}),
    .others       ({context5, load_1_window[11:6]}),
    .reads        (copy_1_reads),
    .words        (copy_1_words),
    .write_first  (write_first),
    .write_others (write_rest),
    .data         (write_data),
    .bytes        (write_bytes)
  );

  packet_copy_of_egress drained (
    .clk          (clk),
    .first        (drain_place),
    .others       (drain_place),
    .reads        ({8{drain_step}}),
    .words        (drained_words),
    .write_first  (write_first),
    .write_others (write_rest),
    .data         (write_data),
    .bytes        (write_bytes)
  );

  word_join_4 evens_0 (
    .clk    (clk),
    .joined (evens_0_joined),
    .word_0 (copy_0_words[63:0]),
    .word_1 (copy_0_words[191:128]),
    .word_2 (copy_0_words[319:256]),
    .word_3 (copy_0_words[447:384])
  );

  word_join_4 evens_1 (
    .clk    (clk),
    .joined (evens_1_joined),
    .word_0 (copy_1_words[63:0]),
    .word_1 (copy_1_words[191:128]),
    .word_2 (copy_1_words[319:256]),
    .word_3 (copy_1_words[447:384])
  );

  word_join_4 odds_0 (
    .clk    (clk),
    .joined (odds_0_joined),
    .word_0 (copy_0_words[127:64]),
    .word_1 (copy_0_words[255:192]),
    .word_2 (copy_0_words[383:320]),
    .word_3 (copy_0_words[511:448])
  );

  word_join_4 odds_1 (
    .clk    (clk),
    .joined (odds_1_joined),
    .word_0 (copy_1_words[127:64]),
    .word_1 (copy_1_words[255:192]),
    .word_2 (copy_1_words[383:320]),
    .word_3 (copy_1_words[511:448])
  );

  // ---- writes: a window may pass from the last bank of a row to bank 0 of the next ----

  assign row_of_first_bank = (store_window[5:3] == 3'd7) ? store_window[11:6] + 6'd1
                             : store_window[11:6];

  // ---- load port 0 ----

  assign load_0_passes    = load_0_window[5:3] == 3'd7;
  assign load_0_row_first = load_0_passes ? load_0_window[11:6] + 6'd1 : load_0_window[11:6];
  assign copy_0_reads     = {(load_0_window[5:3] == 3'd7) | (load_0_window[5:3] == 3'd6),
                             (load_0_window[5:3] == 3'd6) | (load_0_window[5:3] == 3'd5),
                             (load_0_window[5:3] == 3'd5) | (load_0_window[5:3] == 3'd4),
                             (load_0_window[5:3] == 3'd4) | (load_0_window[5:3] == 3'd3),
                             (load_0_window[5:3] == 3'd3) | (load_0_window[5:3] == 3'd2),
                             (load_0_window[5:3] == 3'd2) | (load_0_window[5:3] == 3'd1),
                             (load_0_window[5:3] == 3'd1) | (load_0_window[5:3] == 3'd0),
                             (load_0_window[5:3] == 3'd0) | (load_0_window[5:3] == 3'd7)};
  assign load_0_even      = evens_0_joined;
  assign load_0_odd       = odds_0_joined;

  // ---- load port 1 ----

  assign load_1_passes    = load_1_window[5:3] == 3'd7;
  assign load_1_row_first = load_1_passes ? load_1_window[11:6] + 6'd1 : load_1_window[11:6];
  assign copy_1_reads     = {(load_1_window[5:3] == 3'd7) | (load_1_window[5:3] == 3'd6),
                             (load_1_window[5:3] == 3'd6) | (load_1_window[5:3] == 3'd5),
                             (load_1_window[5:3] == 3'd5) | (load_1_window[5:3] == 3'd4),
                             (load_1_window[5:3] == 3'd4) | (load_1_window[5:3] == 3'd3),
                             (load_1_window[5:3] == 3'd3) | (load_1_window[5:3] == 3'd2),
                             (load_1_window[5:3] == 3'd2) | (load_1_window[5:3] == 3'd1),
                             (load_1_window[5:3] == 3'd1) | (load_1_window[5:3] == 3'd0),
                             (load_1_window[5:3] == 3'd0) | (load_1_window[5:3] == 3'd7)};
  assign load_1_even      = evens_1_joined;
  assign load_1_odd       = odds_1_joined;

  // ---- egress ----

  assign drain_place = {drain_context, drain_row};
  assign drain_data  = row;

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
    // egress
    if (drain_step) begin
      row <= drained_words;
    end
    if (rst) begin
      write_bytes <= 64'd0;
    end
  end

endmodule
