// Reports packets in the order of their arrival and sends those that leave. A row is read, turned
// so that the packet's first byte is byte 0, and joined with the next one.
// Generated from Egress.java; edit that file instead.
module egress (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  output wire [511:0] axis_tdata,
  output wire [63:0]  axis_tkeep,
  output wire         axis_tvalid,
  input  wire         axis_tready,
  output wire         axis_tlast,
  // ifindex in 135..104, meta length in 103..96, redirect in 95..32, action in 31..0
  output wire [135:0] axis_tuser,
  output wire         report_valid,   // a packet's program has ended
  output wire [5:0]   report_context,
  output wire [63:0]  report_r0,      // the action in 31..0
  output wire [2:0]   report_cause,
  output wire [31:0]  report_slots,   // bundles that it took
  output wire [15:0]  report_length,  // in bytes
  output wire [7:0]   report_meta,    // bytes of metadata
  output wire [63:0]  report_redirect,
  input  wire [15:0]  finished,
  input  wire         sequential,
  input  wire         emit_all,
  output wire [3:0]   packet_context,
  input  wire [11:0]  packet_head,
  input  wire [15:0]  packet_length,
  input  wire [7:0]   packet_meta,
  input  wire [63:0]  packet_redirect,
  input  wire [31:0]  packet_ifindex,
  input  wire [63:0]  packet_r0,
  input  wire         packet_sends,
  input  wire [2:0]   packet_cause,
  input  wire [31:0]  packet_slots,
  output wire         drain_step,
  output wire [3:0]   drain_context,
  output wire [5:0]   drain_row,
  input  wire [511:0] drain_data,
  output wire         frees,          // the frame is empty at the end of this cycle
  output wire [3:0]   frees_context,
  output wire         idle
);

  localparam [2:0] CAUSE_LENGTH = 3'd1;

  reg  [3:0]   turn;     // whose packet is next
  reg          reading;
  reg  [5:0]   row;
  reg  [5:0]   end_row;  // where the packet's end is: the row and the byte behind its last byte
  reg  [5:0]   end_byte;
  reg  [5:0]   shift;
  reg  [2:0]   slot;     // number of the packet's header
  reg          out_valid;
  reg          out_last;
  reg  [511:0] out_data;
  reg  [63:0]  out_keep;
  reg  [135:0] out_user;
  reg          stage_0_valid;
  reg          stage_0_last;
  reg          stage_0_flush;
  reg  [2:0]   stage_0_slot;
  reg  [5:0]   stage_0_shift;
  reg          stage_1_valid;
  reg          stage_1_last;
  reg          stage_1_flush;
  reg  [2:0]   stage_1_slot;
  reg  [5:0]   stage_1_shift;
  reg          stage_2_valid;
  reg          stage_2_last;
  reg          stage_2_flush;
  reg  [2:0]   stage_2_slot;
  reg  [5:0]   stage_2_shift;
  reg          stage_3_valid;
  reg          stage_3_last;
  reg          stage_3_flush;
  reg  [2:0]   stage_3_slot;
  reg  [5:0]   stage_3_shift;
  reg          stage_4_valid;
  reg          stage_4_last;
  reg          stage_4_flush;
  reg  [2:0]   stage_4_slot;
  reg  [5:0]   stage_4_shift;
  reg  [511:0] turned_0;
  reg  [511:0] turned_1;
  reg  [511:0] turned_2;
  reg          hold_valid;
  reg          hold_last;
  reg  [2:0]   hold_slot;
  reg  [5:0]   hold_shift;
  reg  [511:0] hold_data;

  (* ram_style = "distributed" *)
  reg  [135:0] headers [0:7];  // of the packets on their way: tuser; the bytes of the last beat

  (* ram_style = "distributed" *)
  reg  [5:0] tails [0:7];

  wire         reports;
  wire         sends;
  wire [11:0]  start;
  wire [11:0]  packet_end;
  wire         step;
  wire         is_last;
  wire         reads;
  wire         done;
  wire         here;
  wire [135:0] header;
  wire         is_end;
  wire [5:0]   tail;
  wire         next_0;
  wire         next_1;
  wire         next_2;
  wire         next_3;
  wire         next_4;
  wire         next_5;
  wire         next_6;
  wire         next_7;
  wire         next_8;
  wire         next_9;
  wire         next_10;
  wire         next_11;
  wire         next_12;
  wire         next_13;
  wire         next_14;
  wire         next_15;
  wire         next_16;
  wire         next_17;
  wire         next_18;
  wire         next_19;
  wire         next_20;
  wire         next_21;
  wire         next_22;
  wire         next_23;
  wire         next_24;
  wire         next_25;
  wire         next_26;
  wire         next_27;
  wire         next_28;
  wire         next_29;
  wire         next_30;
  wire         next_31;
  wire         next_32;
  wire         next_33;
  wire         next_34;
  wire         next_35;
  wire         next_36;
  wire         next_37;
  wire         next_38;
  wire         next_39;
  wire         next_40;
  wire         next_41;
  wire         next_42;
  wire         next_43;
  wire         next_44;
  wire         next_45;
  wire         next_46;
  wire         next_47;
  wire         next_48;
  wire         next_49;
  wire         next_50;
  wire         next_51;
  wire         next_52;
  wire         next_53;
  wire         next_54;
  wire         next_55;
  wire         next_56;
  wire         next_57;
  wire         next_58;
  wire         next_59;
  wire         next_60;
  wire         next_61;
  wire         next_62;
  wire         next_63;

  // ---- the outcome ----

  assign reports         = ~reading & finished[turn];
  assign report_valid    = reports;
  assign report_context  = {2'd0, turn};
  assign report_r0       = packet_r0;
  assign report_cause    = packet_cause;
  assign report_slots    = packet_slots;
  assign report_length   = packet_length;
  assign report_meta     = packet_meta;
  assign report_redirect = packet_redirect;
  assign packet_context  = turn;
  assign sends           = reports & (packet_sends | (emit_all & (packet_cause != CAUSE_LENGTH)));

  // ---- rows of the packet ----

  assign start         = packet_head - {4'd0, packet_meta};
  assign packet_end    = packet_head + packet_length[11:0];
  assign step          = ~out_valid | axis_tready;
  assign is_last       = (|end_byte) ? row == end_row : (row + 6'd1) == end_row;
  assign reads         = reading & step;
  assign done          = (reports & ~sends) | (reads & is_last);
  assign frees         = done;
  assign frees_context = turn;
  assign drain_step    = step;
  assign drain_context = turn;
  assign drain_row     = row;

  // ---- beats ----

  assign here        = hold_valid & (hold_last | stage_4_valid);
  assign header      = headers[hold_slot];
  assign is_end      = hold_last | (stage_4_last & ~stage_4_flush);
  assign tail        = tails[hold_slot];
  assign next_0      = 1'b0;
  assign next_1      = hold_shift > 6'd62;
  assign next_2      = hold_shift > 6'd61;
  assign next_3      = hold_shift > 6'd60;
  assign next_4      = hold_shift > 6'd59;
  assign next_5      = hold_shift > 6'd58;
  assign next_6      = hold_shift > 6'd57;
  assign next_7      = hold_shift > 6'd56;
  assign next_8      = hold_shift > 6'd55;
  assign next_9      = hold_shift > 6'd54;
  assign next_10     = hold_shift > 6'd53;
  assign next_11     = hold_shift > 6'd52;
  assign next_12     = hold_shift > 6'd51;
  assign next_13     = hold_shift > 6'd50;
  assign next_14     = hold_shift > 6'd49;
  assign next_15     = hold_shift > 6'd48;
  assign next_16     = hold_shift > 6'd47;
  assign next_17     = hold_shift > 6'd46;
  assign next_18     = hold_shift > 6'd45;
  assign next_19     = hold_shift > 6'd44;
  assign next_20     = hold_shift > 6'd43;
  assign next_21     = hold_shift > 6'd42;
  assign next_22     = hold_shift > 6'd41;
  assign next_23     = hold_shift > 6'd40;
  assign next_24     = hold_shift > 6'd39;
  assign next_25     = hold_shift > 6'd38;
  assign next_26     = hold_shift > 6'd37;
  assign next_27     = hold_shift > 6'd36;
  assign next_28     = hold_shift > 6'd35;
  assign next_29     = hold_shift > 6'd34;
  assign next_30     = hold_shift > 6'd33;
  assign next_31     = hold_shift > 6'd32;
  assign next_32     = hold_shift > 6'd31;
  assign next_33     = hold_shift > 6'd30;
  assign next_34     = hold_shift > 6'd29;
  assign next_35     = hold_shift > 6'd28;
  assign next_36     = hold_shift > 6'd27;
  assign next_37     = hold_shift > 6'd26;
  assign next_38     = hold_shift > 6'd25;
  assign next_39     = hold_shift > 6'd24;
  assign next_40     = hold_shift > 6'd23;
  assign next_41     = hold_shift > 6'd22;
  assign next_42     = hold_shift > 6'd21;
  assign next_43     = hold_shift > 6'd20;
  assign next_44     = hold_shift > 6'd19;
  assign next_45     = hold_shift > 6'd18;
  assign next_46     = hold_shift > 6'd17;
  assign next_47     = hold_shift > 6'd16;
  assign next_48     = hold_shift > 6'd15;
  assign next_49     = hold_shift > 6'd14;
  assign next_50     = hold_shift > 6'd13;
  assign next_51     = hold_shift > 6'd12;
  assign next_52     = hold_shift > 6'd11;
  assign next_53     = hold_shift > 6'd10;
  assign next_54     = hold_shift > 6'd9;
  assign next_55     = hold_shift > 6'd8;
  assign next_56     = hold_shift > 6'd7;
  assign next_57     = hold_shift > 6'd6;
  assign next_58     = hold_shift > 6'd5;
  assign next_59     = hold_shift > 6'd4;
  assign next_60     = hold_shift > 6'd3;
  assign next_61     = hold_shift > 6'd2;
  assign next_62     = hold_shift > 6'd1;
  assign next_63     = hold_shift > 6'd0;
  assign axis_tvalid = out_valid;
  assign axis_tdata  = out_data;
  assign axis_tkeep  = out_keep;
  assign axis_tlast  = out_last;
  assign axis_tuser  = out_user;
  assign idle        = ~(|{reading, hold_valid, out_valid, stage_0_valid, stage_1_valid,
                           stage_2_valid, stage_3_valid, stage_4_valid});

  always @(posedge clk) begin
    // rows of the packet
    if (sends) begin
      reading <= 1'b1;
      row <= start[11:6];
      shift <= start[5:0];
      end_row <= packet_end[11:6];
      end_byte <= packet_end[5:0];
      slot <= slot + 3'd1;
    end
    if (reports) begin
      headers[slot + 3'd1] <= {packet_ifindex, packet_meta, packet_redirect, packet_r0[31:0]};
    end
    if (reading) begin
      tails[slot] <= end_byte - shift;
    end
    if (reads) begin
      row <= row + 6'd1;
      if (is_last) begin
        reading <= 1'b0;
      end
    end
    if (done & ~sequential) begin
      turn <= turn + 4'd1;
    end
    // the pipeline: two steps of the memory, three in which the row is turned
    if (step) begin
      stage_0_valid <= reading;
      stage_0_last <= is_last;
      stage_0_flush <= (end_byte == 6'd0) | (end_byte > shift);
      stage_0_slot <= slot;
      stage_0_shift <= shift;
      stage_1_valid <= stage_0_valid;
      stage_1_last <= stage_0_last;
      stage_1_flush <= stage_0_flush;
      stage_1_slot <= stage_0_slot;
      stage_1_shift <= stage_0_shift;
      stage_2_valid <= stage_1_valid;
      stage_2_last <= stage_1_last;
      stage_2_flush <= stage_1_flush;
      stage_2_slot <= stage_1_slot;
      stage_2_shift <= stage_1_shift;
      stage_3_valid <= stage_2_valid;
      stage_3_last <= stage_2_last;
      stage_3_flush <= stage_2_flush;
      stage_3_slot <= stage_2_slot;
      stage_3_shift <= stage_2_shift;
      stage_4_valid <= stage_3_valid;
      stage_4_last <= stage_3_last;
      stage_4_flush <= stage_3_flush;
      stage_4_slot <= stage_3_slot;
      stage_4_shift <= stage_3_shift;
      case (stage_1_shift[5:4])
        2'd0:    turned_0 <= drain_data;
        2'd1:    turned_0 <= {drain_data[127:0], drain_data[511:128]};
        2'd2:    turned_0 <= {drain_data[255:0], drain_data[511:256]};
        default: turned_0 <= {drain_data[383:0], drain_data[511:384]};  // 2'd3
      endcase
      case (stage_2_shift[3:2])
        2'd0:    turned_1 <= turned_0;
        2'd1:    turned_1 <= {turned_0[31:0], turned_0[511:32]};
        2'd2:    turned_1 <= {turned_0[63:0], turned_0[511:64]};
        default: turned_1 <= {turned_0[95:0], turned_0[511:96]};  // 2'd3
      endcase
      case (stage_3_shift[1:0])
        2'd0:    turned_2 <= turned_1;
        2'd1:    turned_2 <= {turned_1[7:0], turned_1[511:8]};
        2'd2:    turned_2 <= {turned_1[15:0], turned_1[511:16]};
        default: turned_2 <= {turned_1[23:0], turned_1[511:24]};  // 2'd3
      endcase
    end
    // beats
    if (step) begin
      hold_valid <= stage_4_valid & (~stage_4_last | stage_4_flush);
      hold_last <= stage_4_last;
      hold_slot <= stage_4_slot;
      hold_shift <= stage_4_shift;
      hold_data <= turned_2;
      out_valid <= here;
      out_last <= is_end;
      out_user <= header;
      out_keep <= {~is_end | (tail == 6'd0) | 1'b0, ~is_end | (tail == 6'd0) | (tail > 6'd62),
                   ~is_end | (tail == 6'd0) | (tail > 6'd61),
                   ~is_end | (tail == 6'd0) | (tail > 6'd60),
                   ~is_end | (tail == 6'd0) | (tail > 6'd59),
                   ~is_end | (tail == 6'd0) | (tail > 6'd58),
                   ~is_end | (tail == 6'd0) | (tail > 6'd57),
                   ~is_end | (tail == 6'd0) | (tail > 6'd56),
                   ~is_end | (tail == 6'd0) | (tail > 6'd55),
                   ~is_end | (tail == 6'd0) | (tail > 6'd54),
                   ~is_end | (tail == 6'd0) | (tail > 6'd53),
                   ~is_end | (tail == 6'd0) | (tail > 6'd52),
                   ~is_end | (tail == 6'd0) | (tail > 6'd51),
                   ~is_end | (tail == 6'd0) | (tail > 6'd50),
                   ~is_end | (tail == 6'd0) | (tail > 6'd49),
                   ~is_end | (tail == 6'd0) | (tail > 6'd48),
                   ~is_end | (tail == 6'd0) | (tail > 6'd47),
                   ~is_end | (tail == 6'd0) | (tail > 6'd46),
                   ~is_end | (tail == 6'd0) | (tail > 6'd45),
                   ~is_end | (tail == 6'd0) | (tail > 6'd44),
                   ~is_end | (tail == 6'd0) | (tail > 6'd43),
                   ~is_end | (tail == 6'd0) | (tail > 6'd42),
                   ~is_end | (tail == 6'd0) | (tail > 6'd41),
                   ~is_end | (tail == 6'd0) | (tail > 6'd40),
                   ~is_end | (tail == 6'd0) | (tail > 6'd39),
                   ~is_end | (tail == 6'd0) | (tail > 6'd38),
                   ~is_end | (tail == 6'd0) | (tail > 6'd37),
                   ~is_end | (tail == 6'd0) | (tail > 6'd36),
                   ~is_end | (tail == 6'd0) | (tail > 6'd35),
                   ~is_end | (tail == 6'd0) | (tail > 6'd34),
                   ~is_end | (tail == 6'd0) | (tail > 6'd33),
                   ~is_end | (tail == 6'd0) | (tail > 6'd32),
                   ~is_end | (tail == 6'd0) | (tail > 6'd31),
                   ~is_end | (tail == 6'd0) | (tail > 6'd30),
                   ~is_end | (tail == 6'd0) | (tail > 6'd29),
                   ~is_end | (tail == 6'd0) | (tail > 6'd28),
                   ~is_end | (tail == 6'd0) | (tail > 6'd27),
                   ~is_end | (tail == 6'd0) | (tail > 6'd26),
                   ~is_end | (tail == 6'd0) | (tail > 6'd25),
                   ~is_end | (tail == 6'd0) | (tail > 6'd24),
                   ~is_end | (tail == 6'd0) | (tail > 6'd23),
                   ~is_end | (tail == 6'd0) | (tail > 6'd22),
                   ~is_end | (tail == 6'd0) | (tail > 6'd21),
                   ~is_end | (tail == 6'd0) | (tail > 6'd20),
                   ~is_end | (tail == 6'd0) | (tail > 6'd19),
                   ~is_end | (tail == 6'd0) | (tail > 6'd18),
                   ~is_end | (tail == 6'd0) | (tail > 6'd17),
                   ~is_end | (tail == 6'd0) | (tail > 6'd16),
                   ~is_end | (tail == 6'd0) | (tail > 6'd15),
                   ~is_end | (tail == 6'd0) | (tail > 6'd14),
                   ~is_end | (tail == 6'd0) | (tail > 6'd13),
                   ~is_end | (tail == 6'd0) | (tail > 6'd12),
                   ~is_end | (tail == 6'd0) | (tail > 6'd11),
                   ~is_end | (tail == 6'd0) | (tail > 6'd10),
                   ~is_end | (tail == 6'd0) | (tail > 6'd9),
                   ~is_end | (tail == 6'd0) | (tail > 6'd8),
                   ~is_end | (tail == 6'd0) | (tail > 6'd7),
                   ~is_end | (tail == 6'd0) | (tail > 6'd6),
                   ~is_end | (tail == 6'd0) | (tail > 6'd5),
                   ~is_end | (tail == 6'd0) | (tail > 6'd4),
                   ~is_end | (tail == 6'd0) | (tail > 6'd3),
                   ~is_end | (tail == 6'd0) | (tail > 6'd2),
                   ~is_end | (tail == 6'd0) | (tail > 6'd1),
                   ~is_end | (tail == 6'd0) | (tail > 6'd0)};
      out_data <= {next_63 ? turned_2[511:504] : hold_data[511:504],
                   next_62 ? turned_2[503:496] : hold_data[503:496],
                   next_61 ? turned_2[495:488] : hold_data[495:488],
                   next_60 ? turned_2[487:480] : hold_data[487:480],
                   next_59 ? turned_2[479:472] : hold_data[479:472],
                   next_58 ? turned_2[471:464] : hold_data[471:464],
                   next_57 ? turned_2[463:456] : hold_data[463:456],
                   next_56 ? turned_2[455:448] : hold_data[455:448],
                   next_55 ? turned_2[447:440] : hold_data[447:440],
                   next_54 ? turned_2[439:432] : hold_data[439:432],
                   next_53 ? turned_2[431:424] : hold_data[431:424],
                   next_52 ? turned_2[423:416] : hold_data[423:416],
                   next_51 ? turned_2[415:408] : hold_data[415:408],
                   next_50 ? turned_2[407:400] : hold_data[407:400],
                   next_49 ? turned_2[399:392] : hold_data[399:392],
                   next_48 ? turned_2[391:384] : hold_data[391:384],
                   next_47 ? turned_2[383:376] : hold_data[383:376],
                   next_46 ? turned_2[375:368] : hold_data[375:368],
                   next_45 ? turned_2[367:360] : hold_data[367:360],
                   next_44 ? turned_2[359:352] : hold_data[359:352],
                   next_43 ? turned_2[351:344] : hold_data[351:344],
                   next_42 ? turned_2[343:336] : hold_data[343:336],
                   next_41 ? turned_2[335:328] : hold_data[335:328],
                   next_40 ? turned_2[327:320] : hold_data[327:320],
                   next_39 ? turned_2[319:312] : hold_data[319:312],
                   next_38 ? turned_2[311:304] : hold_data[311:304],
                   next_37 ? turned_2[303:296] : hold_data[303:296],
                   next_36 ? turned_2[295:288] : hold_data[295:288],
                   next_35 ? turned_2[287:280] : hold_data[287:280],
                   next_34 ? turned_2[279:272] : hold_data[279:272],
                   next_33 ? turned_2[271:264] : hold_data[271:264],
                   next_32 ? turned_2[263:256] : hold_data[263:256],
                   next_31 ? turned_2[255:248] : hold_data[255:248],
                   next_30 ? turned_2[247:240] : hold_data[247:240],
                   next_29 ? turned_2[239:232] : hold_data[239:232],
                   next_28 ? turned_2[231:224] : hold_data[231:224],
                   next_27 ? turned_2[223:216] : hold_data[223:216],
                   next_26 ? turned_2[215:208] : hold_data[215:208],
                   next_25 ? turned_2[207:200] : hold_data[207:200],
                   next_24 ? turned_2[199:192] : hold_data[199:192],
                   next_23 ? turned_2[191:184] : hold_data[191:184],
                   next_22 ? turned_2[183:176] : hold_data[183:176],
                   next_21 ? turned_2[175:168] : hold_data[175:168],
                   next_20 ? turned_2[167:160] : hold_data[167:160],
                   next_19 ? turned_2[159:152] : hold_data[159:152],
                   next_18 ? turned_2[151:144] : hold_data[151:144],
                   next_17 ? turned_2[143:136] : hold_data[143:136],
                   next_16 ? turned_2[135:128] : hold_data[135:128],
                   next_15 ? turned_2[127:120] : hold_data[127:120],
                   next_14 ? turned_2[119:112] : hold_data[119:112],
                   next_13 ? turned_2[111:104] : hold_data[111:104],
                   next_12 ? turned_2[103:96] : hold_data[103:96],
                   next_11 ? turned_2[95:88] : hold_data[95:88],
                   next_10 ? turned_2[87:80] : hold_data[87:80],
                   next_9 ? turned_2[79:72] : hold_data[79:72],
                   next_8 ? turned_2[71:64] : hold_data[71:64],
                   next_7 ? turned_2[63:56] : hold_data[63:56],
                   next_6 ? turned_2[55:48] : hold_data[55:48],
                   next_5 ? turned_2[47:40] : hold_data[47:40],
                   next_4 ? turned_2[39:32] : hold_data[39:32],
                   next_3 ? turned_2[31:24] : hold_data[31:24],
                   next_2 ? turned_2[23:16] : hold_data[23:16],
                   next_1 ? turned_2[15:8] : hold_data[15:8],
                   next_0 ? turned_2[7:0] : hold_data[7:0]};
    end
    if (rst) begin
      turn <= 4'd0;
      reading <= 1'b0;
      slot <= 3'd0;
      out_valid <= 1'b0;
      stage_0_valid <= 1'b0;
      stage_1_valid <= 1'b0;
      stage_2_valid <= 1'b0;
      stage_3_valid <= 1'b0;
      stage_4_valid <= 1'b0;
      hold_valid <= 1'b0;
    end
  end

endmodule
