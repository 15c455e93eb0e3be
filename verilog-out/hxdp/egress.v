// Reports packets in the order of their arrival and sends those that leave. A row is read, turned
// so that the packet's first byte is byte 0, and joined with the next one.
// Generated from Egress.java; edit that file instead.
module egress (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  output wire [255:0] axis_tdata,
  output wire [31:0]  axis_tkeep,
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
  input  wire [1:0]   finished,
  input  wire         sequential,
  input  wire         emit_all,
  output wire         packet_context,
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
  output wire         drain_context,
  output wire [6:0]   drain_row,
  input  wire [255:0] drain_data,
  output wire         frees,          // the frame is empty at the end of this cycle
  output wire         frees_context,
  output wire         idle
);

  localparam [2:0] CAUSE_LENGTH = 3'd1;

  reg          turn;     // whose packet is next
  reg          reading;
  reg  [6:0]   row;
  reg  [6:0]   end_row;  // where the packet's end is: the row and the byte behind its last byte
  reg  [4:0]   end_byte;
  reg  [4:0]   shift;
  reg  [2:0]   slot;     // number of the packet's header
  reg          out_valid;
  reg          out_last;
  reg  [255:0] out_data;
  reg  [31:0]  out_keep;
  reg  [135:0] out_user;
  reg          stage_0_valid;
  reg          stage_0_last;
  reg          stage_0_flush;
  reg  [2:0]   stage_0_slot;
  reg  [4:0]   stage_0_shift;
  reg          stage_1_valid;
  reg          stage_1_last;
  reg          stage_1_flush;
  reg  [2:0]   stage_1_slot;
  reg  [4:0]   stage_1_shift;
  reg          stage_2_valid;
  reg          stage_2_last;
  reg          stage_2_flush;
  reg  [2:0]   stage_2_slot;
  reg  [4:0]   stage_2_shift;
  reg          stage_3_valid;
  reg          stage_3_last;
  reg          stage_3_flush;
  reg  [2:0]   stage_3_slot;
  reg  [4:0]   stage_3_shift;
  reg          stage_4_valid;
  reg          stage_4_last;
  reg          stage_4_flush;
  reg  [2:0]   stage_4_slot;
  reg  [4:0]   stage_4_shift;
  reg  [255:0] turned_0;
  reg  [255:0] turned_1;
  reg  [255:0] turned_2;
  reg          hold_valid;
  reg          hold_last;
  reg  [2:0]   hold_slot;
  reg  [4:0]   hold_shift;
  reg  [255:0] hold_data;

  (* ram_style = "distributed" *)
  reg  [135:0] headers [0:7];  // of the packets on their way: tuser; the bytes of the last beat

  (* ram_style = "distributed" *)
  reg  [4:0] tails [0:7];

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
  wire [4:0]   tail;
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

  // ---- the outcome ----

  assign reports         = ~reading & finished[turn];
  assign report_valid    = reports;
  assign report_context  = {5'd0, turn};
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
  assign is_last       = (|end_byte) ? row == end_row : (row + 7'd1) == end_row;
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
  assign next_1      = hold_shift > 5'd30;
  assign next_2      = hold_shift > 5'd29;
  assign next_3      = hold_shift > 5'd28;
  assign next_4      = hold_shift > 5'd27;
  assign next_5      = hold_shift > 5'd26;
  assign next_6      = hold_shift > 5'd25;
  assign next_7      = hold_shift > 5'd24;
  assign next_8      = hold_shift > 5'd23;
  assign next_9      = hold_shift > 5'd22;
  assign next_10     = hold_shift > 5'd21;
  assign next_11     = hold_shift > 5'd20;
  assign next_12     = hold_shift > 5'd19;
  assign next_13     = hold_shift > 5'd18;
  assign next_14     = hold_shift > 5'd17;
  assign next_15     = hold_shift > 5'd16;
  assign next_16     = hold_shift > 5'd15;
  assign next_17     = hold_shift > 5'd14;
  assign next_18     = hold_shift > 5'd13;
  assign next_19     = hold_shift > 5'd12;
  assign next_20     = hold_shift > 5'd11;
  assign next_21     = hold_shift > 5'd10;
  assign next_22     = hold_shift > 5'd9;
  assign next_23     = hold_shift > 5'd8;
  assign next_24     = hold_shift > 5'd7;
  assign next_25     = hold_shift > 5'd6;
  assign next_26     = hold_shift > 5'd5;
  assign next_27     = hold_shift > 5'd4;
  assign next_28     = hold_shift > 5'd3;
  assign next_29     = hold_shift > 5'd2;
  assign next_30     = hold_shift > 5'd1;
  assign next_31     = hold_shift > 5'd0;
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
      row <= start[11:5];
      shift <= start[4:0];
      end_row <= packet_end[11:5];
      end_byte <= packet_end[4:0];
      slot <= slot + 3'd1;
    end
    if (reports) begin
      headers[slot + 3'd1] <= {packet_ifindex, packet_meta, packet_redirect, packet_r0[31:0]};
    end
    if (reading) begin
      tails[slot] <= end_byte - shift;
    end
    if (reads) begin
      row <= row + 7'd1;
      if (is_last) begin
        reading <= 1'b0;
      end
    end
    if (done & ~sequential) begin
      turn <= (turn == 1'b0) ? 1'b0 : turn + 1'b1;
    end
    // the pipeline: two steps of the memory, three in which the row is turned
    if (step) begin
      stage_0_valid <= reading;
      stage_0_last <= is_last;
      stage_0_flush <= (end_byte == 5'd0) | (end_byte > shift);
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
      case (stage_1_shift[4])
        1'b0:    turned_0 <= drain_data;
        default: turned_0 <= {drain_data[127:0], drain_data[255:128]};  // 1'b1
      endcase
      case (stage_2_shift[3:2])
        2'd0:    turned_1 <= turned_0;
        2'd1:    turned_1 <= {turned_0[31:0], turned_0[255:32]};
        2'd2:    turned_1 <= {turned_0[63:0], turned_0[255:64]};
        default: turned_1 <= {turned_0[95:0], turned_0[255:96]};  // 2'd3
      endcase
      case (stage_3_shift[1:0])
        2'd0:    turned_2 <= turned_1;
        2'd1:    turned_2 <= {turned_1[7:0], turned_1[255:8]};
        2'd2:    turned_2 <= {turned_1[15:0], turned_1[255:16]};
        default: turned_2 <= {turned_1[23:0], turned_1[255:24]};  // 2'd3
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
      out_keep <= {~is_end | (tail == 5'd0) | 1'b0, ~is_end | (tail == 5'd0) | (tail > 5'd30),
                   ~is_end | (tail == 5'd0) | (tail > 5'd29),
                   ~is_end | (tail == 5'd0) | (tail > 5'd28),
                   ~is_end | (tail == 5'd0) | (tail > 5'd27),
                   ~is_end | (tail == 5'd0) | (tail > 5'd26),
                   ~is_end | (tail == 5'd0) | (tail > 5'd25),
                   ~is_end | (tail == 5'd0) | (tail > 5'd24),
                   ~is_end | (tail == 5'd0) | (tail > 5'd23),
                   ~is_end | (tail == 5'd0) | (tail > 5'd22),
                   ~is_end | (tail == 5'd0) | (tail > 5'd21),
                   ~is_end | (tail == 5'd0) | (tail > 5'd20),
                   ~is_end | (tail == 5'd0) | (tail > 5'd19),
                   ~is_end | (tail == 5'd0) | (tail > 5'd18),
                   ~is_end | (tail == 5'd0) | (tail > 5'd17),
                   ~is_end | (tail == 5'd0) | (tail > 5'd16),
                   ~is_end | (tail == 5'd0) | (tail > 5'd15),
                   ~is_end | (tail == 5'd0) | (tail > 5'd14),
                   ~is_end | (tail == 5'd0) | (tail > 5'd13),
                   ~is_end | (tail == 5'd0) | (tail > 5'd12),
                   ~is_end | (tail == 5'd0) | (tail > 5'd11),
                   ~is_end | (tail == 5'd0) | (tail > 5'd10),
                   ~is_end | (tail == 5'd0) | (tail > 5'd9),
                   ~is_end | (tail == 5'd0) | (tail > 5'd8),
                   ~is_end | (tail == 5'd0) | (tail > 5'd7),
                   ~is_end | (tail == 5'd0) | (tail > 5'd6),
                   ~is_end | (tail == 5'd0) | (tail > 5'd5),
                   ~is_end | (tail == 5'd0) | (tail > 5'd4),
                   ~is_end | (tail == 5'd0) | (tail > 5'd3),
                   ~is_end | (tail == 5'd0) | (tail > 5'd2),
                   ~is_end | (tail == 5'd0) | (tail > 5'd1),
                   ~is_end | (tail == 5'd0) | (tail > 5'd0)};
      out_data <= {next_31 ? turned_2[255:248] : hold_data[255:248],
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
      turn <= 1'b0;
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
