// The registers of ControlRegister, one access at a time. A read takes its value a few cycles after
// its address, so that memories can answer.
// Generated from ControlPort.java; edit that file instead.
module control_port (
  input  wire         clk,
  input  wire         rst,          // synchronous, active high
  input  wire [11:0]  axil_awaddr,  // AXI4-Lite: the control registers
  input  wire         axil_awvalid,
  output wire         axil_awready,
  input  wire [31:0]  axil_wdata,
  input  wire [3:0]   axil_wstrb,
  input  wire         axil_wvalid,
  output wire         axil_wready,
  output wire [1:0]   axil_bresp,
  output wire         axil_bvalid,
  input  wire         axil_bready,
  input  wire [11:0]  axil_araddr,
  input  wire         axil_arvalid,
  output wire         axil_arready,
  output wire [31:0]  axil_rdata,
  output wire [1:0]   axil_rresp,
  output wire         axil_rvalid,
  input  wire         axil_rready,
  input  wire         idle,
  output wire         run,
  output wire         sequential,
  output wire         emit_all,
  output wire [31:0]  slot_limit,
  output wire [12:0]  program_length,
  output wire [11:0]  program_base,
  output wire [11:0]  program_row,
  output wire [2:0]   program_lane,
  output wire         program_write,
  output wire [71:0]  program_slot,
  input  wire [71:0]  program_read,
  output wire         map_valid,
  output wire [11:0]  map_line,
  output wire [127:0] map_data,
  output wire [15:0]  map_bytes,
  input  wire         map_granted,
  input  wire [127:0] map_read,
  output wire         cpu_base_write,
  output wire [5:0]   cpu_base_element,
  output wire [31:0]  cpu_base_data,
  output wire         descriptor_write,
  output wire [8:0]   descriptor_element,
  output wire [31:0]  descriptor_data,
  output wire         freeze_time,
  output wire [63:0]  freeze_frozen_time,
  output wire         freeze_random,
  output wire [31:0]  freeze_frozen_random,
  input  wire [63:0]  counts_cycles,
  input  wire [31:0]  counts_packets,
  output wire [2:0]   counts_index,
  input  wire [31:0]  counts_action,
  input  wire [31:0]  counts_cause,
  input  wire [5:0]   events_count,
  input  wire [31:0]  events_lost,
  output wire         events_pop,
  output wire [2:0]   events_index,
  input  wire [31:0]  events_word
);

  localparam [2:0] STATE_IDLE    = 3'd0;
  localparam [2:0] STATE_WRITE   = 3'd1;
  localparam [2:0] STATE_READ    = 3'd2;
  localparam [2:0] STATE_WRITTEN = 3'd3;
  localparam [2:0] STATE_ANSWER  = 3'd4;

  reg  [2:0]  state;
  reg  [11:0] address;
  reg  [31:0] data;
  reg         whole_word;
  reg  [1:0]  step;      // cycles that a read has taken
  reg  [31:0] answer;
  reg         refused;
  reg  [2:0]  control;
  reg  [12:0] loaded_rows;
  reg  [31:0] limit;
  reg  [11:0] base;
  reg  [11:0] row;
  reg  [2:0]  lane;
  reg  [31:0] slot_low;
  reg  [31:0] slot_middle;
  reg  [31:0] map_address;
  reg  [31:0] map_low;
  reg  [31:0] map_high;
  reg  [1:0]  frozen;
  reg  [31:0] time_low;
  reg  [31:0] time_high;
  reg  [31:0] random;
  reg  [31:0] cycles_high;
  reg  [31:0] tag;
  reg         clearing;  // the map memory is being zeroed, up to this line
  reg  [11:0] clear_line;

  wire        free;
  wire        both;
  wire        writing;
  wire        reading;
  wire        touches_program;
  wire        can_write;
  wire        can_read;
  wire        writes;
  wire        stores;
  wire        fetches;
  wire [63:0] read;
  wire        made;
  wire        taken;
  wire        waits;
  reg  [31:0] read_value;

  // ---- one access at a time; address and data of a write are taken together ----

  assign free            = state == STATE_IDLE;
  assign both            = free & axil_awvalid & axil_wvalid;
  assign axil_awready    = both;
  assign axil_wready     = both;
  assign axil_arready    = free & ~both;
  assign writing         = state == STATE_WRITE;
  assign reading         = state == STATE_READ;
  assign touches_program = (~(|address[1:0]) & (address[11:2] == 10'd13))
                           | (~(|address[1:0]) & (address[11:2] == 10'd14))
                           | (~(|address[1:0]) & (address[11:2] == 10'd15));
  assign can_write       = whole_word
                           & ((~(|address[1:0]) & (address[11:2] == 10'd8))
                              | (~(|address[1:0]) & (address[11:2] == 10'd10))
                              | (~(|address[1:0]) & (address[11:2] == 10'd11))
                              | (~(|address[1:0]) & (address[11:2] == 10'd12))
                              | (~(|address[1:0]) & (address[11:2] == 10'd13))
                              | (~(|address[1:0]) & (address[11:2] == 10'd14))
                              | (~(|address[1:0]) & (address[11:2] == 10'd15))
                              | (~(|address[1:0]) & (address[11:2] == 10'd16))
                              | (~(|address[1:0]) & (address[11:2] == 10'd17))
                              | (~(|address[1:0]) & (address[11:2] == 10'd18))
                              | (~(|address[1:0]) & (address[11:2] == 10'd19))
                              | (~(|address[1:0]) & (address[11:2] == 10'd20))
                              | (~(|address[1:0]) & (address[11:2] == 10'd21))
                              | (~(|address[1:0]) & (address[11:2] == 10'd22))
                              | (~(|address[1:0]) & (address[11:2] == 10'd23))
                              | (~(|address[1:0]) & (address[11:2] == 10'd27))
                              | (~(|address[1:0]) & (address[11:2] == 10'd50))
                              | (~(|address[1:0]) & (address[11:8] == 4'd4))
                              | (~(|address[1:0]) & (address[11] == 1'b1)));
  assign can_read        = (~touches_program | idle)
                           & ((~(|address[1:0]) & (address[11:2] == 10'd0))
                              | (~(|address[1:0]) & (address[11:2] == 10'd1))
                              | (~(|address[1:0]) & (address[11:2] == 10'd2))
                              | (~(|address[1:0]) & (address[11:2] == 10'd3))
                              | (~(|address[1:0]) & (address[11:2] == 10'd4))
                              | (~(|address[1:0]) & (address[11:2] == 10'd5))
                              | (~(|address[1:0]) & (address[11:2] == 10'd6))
                              | (~(|address[1:0]) & (address[11:2] == 10'd7))
                              | (~(|address[1:0]) & (address[11:2] == 10'd8))
                              | (~(|address[1:0]) & (address[11:2] == 10'd9))
                              | (~(|address[1:0]) & (address[11:2] == 10'd10))
                              | (~(|address[1:0]) & (address[11:2] == 10'd11))
                              | (~(|address[1:0]) & (address[11:2] == 10'd12))
                              | (~(|address[1:0]) & (address[11:2] == 10'd13))
                              | (~(|address[1:0]) & (address[11:2] == 10'd14))
                              | (~(|address[1:0]) & (address[11:2] == 10'd15))
                              | (~(|address[1:0]) & (address[11:2] == 10'd16))
                              | (~(|address[1:0]) & (address[11:2] == 10'd17))
                              | (~(|address[1:0]) & (address[11:2] == 10'd18))
                              | (~(|address[1:0]) & (address[11:2] == 10'd19))
                              | (~(|address[1:0]) & (address[11:2] == 10'd20))
                              | (~(|address[1:0]) & (address[11:2] == 10'd21))
                              | (~(|address[1:0]) & (address[11:2] == 10'd22))
                              | (~(|address[1:0]) & (address[11:2] == 10'd23))
                              | (~(|address[1:0]) & (address[11:2] == 10'd24))
                              | (~(|address[1:0]) & (address[11:2] == 10'd25))
                              | (~(|address[1:0]) & (address[11:2] == 10'd26))
                              | (~(|address[1:0]) & (address[11:2] == 10'd27))
                              | (~(|address[1:0]) & (address[11:2] == 10'd28))
                              | (~(|address[1:0]) & (address[11:5] == 7'd4))
                              | (~(|address[1:0]) & (address[11:5] == 7'd5))
                              | (~(|address[1:0]) & (address[11:2] == 10'd48))
                              | (~(|address[1:0]) & (address[11:2] == 10'd49))
                              | (~(|address[1:0]) & (address[11:5] == 7'd7)));
  assign writes          = writing & can_write;

  // ---- map memory ----

  assign stores      = writes & ~(|address[1:0]) & (address[11:2] == 10'd18);
  assign fetches     = reading & ~(|address[1:0]) & (address[11:2] == 10'd17) & (step == 2'd0);
  assign map_valid   = clearing | stores | fetches;
  assign map_line    = clearing ? clear_line : map_address[15:4];
  assign map_data    = {128{~clearing}} & {2{{data, map_low}}};
  assign map_bytes   = {16{clearing}}
                       | ({16{stores}} & {{8{map_address[3]}}, {8{~map_address[3]}}});
  assign read        = map_address[3] ? map_read[127:64] : map_read[63:0];
  assign made        = map_granted & ~clearing;
  assign taken       = reading & ~(|address[1:0]) & (address[11:2] == 10'd18) & (&step);
  assign waits       = (stores | fetches) & ~made;

  always @* begin
    case (address)
      12'd0:   read_value = 32'h58445032;
      12'd4:   read_value = 32'd2;
      12'd8:   read_value = 32'd1;
      12'd12:  read_value = 32'd4;
      12'd16:  read_value = 32'd32;
      12'd20:  read_value = 32'h400;
      12'd24:  read_value = 32'h10000;
      12'd28:  read_value = 32'd32;
      12'd32:  read_value = {29'd0, control};
      12'd36:  read_value = {30'd0, clearing, idle};
      12'd40:  read_value = {19'd0, loaded_rows};
      12'd44:  read_value = limit;
      12'd48:  read_value = {13'd0, lane, 4'd0, row};
      12'd52:  read_value = program_read[31:0];
      12'd56:  read_value = program_read[63:32];
      12'd60:  read_value = {24'd0, program_read[71:64]};
      12'd64:  read_value = map_address;
      12'd68:  read_value = map_low;
      12'd72:  read_value = map_high;
      12'd76:  read_value = {20'd0, base};
      12'd80:  read_value = {30'd0, frozen};
      12'd84:  read_value = time_low;
      12'd88:  read_value = time_high;
      12'd92:  read_value = random;
      12'd96:  read_value = counts_cycles[31:0];
      12'd100: read_value = cycles_high;
      12'd104: read_value = counts_packets;
      12'd108: read_value = tag;
      12'd112: read_value = 32'd1;
      12'd128, 12'd132, 12'd136, 12'd140, 12'd144, 12'd148, 12'd152, 12'd156: read_value = counts_action;
      12'd160, 12'd164, 12'd168, 12'd172, 12'd176, 12'd180, 12'd184, 12'd188: read_value = counts_cause;
      12'd192: read_value = {26'd0, events_count};
      12'd196: read_value = events_lost;
      12'd224, 12'd228, 12'd232, 12'd236, 12'd240, 12'd244, 12'd248, 12'd252: read_value = events_word;
      default: read_value = 32'd0;
    endcase
  end

  assign axil_bvalid = state == STATE_WRITTEN;
  assign axil_rvalid = state == STATE_ANSWER;
  assign axil_bresp  = refused ? 2'd2 : 2'd0;
  assign axil_rresp  = refused ? 2'd2 : 2'd0;
  assign axil_rdata  = answer;

  // ---- registers ----

  assign run                  = control[0];
  assign sequential           = control[1];
  assign emit_all             = control[2];
  assign slot_limit           = limit;
  assign program_length       = loaded_rows;
  assign program_base         = base;
  assign program_row          = row;
  assign program_lane         = lane;
  assign program_write        = writes & ~(|address[1:0]) & (address[11:2] == 10'd15);
  assign program_slot         = {data[7:0], slot_middle, slot_low};
  assign freeze_time          = frozen[0];
  assign freeze_random        = frozen[1];
  assign freeze_frozen_time   = {time_high, time_low};
  assign freeze_frozen_random = random;
  assign cpu_base_write       = writes & ~(|address[1:0]) & (address[11:8] == 4'd4);
  assign cpu_base_element     = address[7:2];
  assign cpu_base_data        = data;
  assign descriptor_write     = writes & ~(|address[1:0]) & (address[11] == 1'b1);
  assign descriptor_element   = address[10:2];
  assign descriptor_data      = data;
  assign counts_index         = address[4:2];
  assign events_index         = address[4:2];
  assign events_pop           = writes & ~(|address[1:0]) & (address[11:2] == 10'd50);

  always @(posedge clk) begin
    // one access at a time; address and data of a write are taken together
    if (both) begin
      address <= axil_awaddr;
      data <= axil_wdata;
      whole_word <= &axil_wstrb;
      state <= STATE_WRITE;
    end else if (free & axil_arvalid) begin
      address <= axil_araddr;
      step <= 2'd0;
      state <= STATE_READ;
    end
    // map memory
    if (reading & ~(|address[1:0]) & (address[11:2] == 10'd17) & (step == 2'd2)) begin
      map_low <= read[31:0];
      map_high <= read[63:32];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd16)) begin
      map_address <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd17)) begin
      map_low <= data;
    end
    if ((stores & made) | taken) begin
      map_address <= map_address + 32'd8;
    end
    if (clearing & map_granted) begin
      clear_line <= clear_line + 12'd1;
      if (&clear_line) begin
        clearing <= 1'b0;
      end
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd8) & data[3]) begin
      clearing <= 1'b1;
    end
    if (writing & ~waits) begin
      refused <= ~can_write;
      state <= STATE_WRITTEN;
    end
    if (reading & ~waits) begin
      step <= step + 2'd1;
      if (&step) begin
        refused <= ~can_read;
        answer <= {32{can_read}} & read_value;
        state <= STATE_ANSWER;
      end
    end
    if ((axil_bvalid & axil_bready) | (axil_rvalid & axil_rready)) begin
      state <= STATE_IDLE;
    end
    // registers
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd8)) begin
      control <= data[2:0];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd10)) begin
      loaded_rows <= data[12:0];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd11)) begin
      limit <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd19)) begin
      base <= data[11:0];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd27)) begin
      tag <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd12)) begin
      row <= data[11:0];
      lane <= data[18:16];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd13)) begin
      slot_low <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd14)) begin
      slot_middle <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd20)) begin
      frozen <= data[1:0];
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd21)) begin
      time_low <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd22)) begin
      time_high <= data;
    end
    if (writes & ~(|address[1:0]) & (address[11:2] == 10'd23)) begin
      random <= data;
    end
    if (reading & ~(|address[1:0]) & (address[11:2] == 10'd24) & (&step)) begin
      cycles_high <= counts_cycles[63:32];
    end
    if (rst) begin
      state <= STATE_IDLE;
      control <= 3'd0;
      loaded_rows <= 13'd0;
      limit <= 32'd0;
      base <= 12'd0;
      row <= 12'd0;
      lane <= 3'd0;
      slot_low <= 32'd0;
      slot_middle <= 32'd0;
      map_address <= 32'd0;
      map_low <= 32'd0;
      map_high <= 32'd0;
      frozen <= 2'd0;
      time_low <= 32'd0;
      time_high <= 32'd0;
      random <= 32'd0;
      cycles_high <= 32'd0;
      tag <= 32'd0;
      clearing <= 1'b0;
      clear_line <= 12'd0;
    end
  end

endmodule
