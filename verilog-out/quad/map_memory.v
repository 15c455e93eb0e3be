// The map memory, in an even and an odd bank of 64-bit words with two ports. One is the lanes', the
// other the map unit's; the host takes that one where the map unit leaves it free. Where both write
// one byte, the lane's value stays.
// Generated from MapMemory.java; edit that file instead.
module map_memory (
  input  wire         clk,
  input  wire [13:0]  lane_even_line,
  input  wire [13:0]  lane_odd_line,
  input  wire [63:0]  lane_data,
  input  wire [7:0]   lane_even_bytes,
  input  wire [7:0]   lane_odd_bytes,
  output wire [63:0]  lane_even,
  output wire [63:0]  lane_odd,
  input  wire         unit_read_valid,
  input  wire [13:0]  unit_read_line,
  input  wire         unit_write_valid,
  input  wire [13:0]  unit_write_line,
  input  wire [127:0] unit_write_data,
  input  wire [15:0]  unit_write_bytes,
  input  wire         host_valid,
  input  wire [13:0]  host_line,
  input  wire [127:0] host_data,
  input  wire [15:0]  host_bytes,
  output wire         granted,  // the host's access is made in this cycle
  // the line of the unit's or host's last access; the same a cycle later
  output wire [127:0] line,
  output wire [127:0] line_before
);

  reg  [63:0]  evens_lane;  // word read from evens
  reg  [63:0]  odds_lane;   // word read from odds
  reg  [63:0]  odds_unit;   // word read from odds
  reg  [63:0]  evens_unit;  // word read from evens
  reg  [127:0] line_d1;

  (* ram_style = "block" *)
  reg  [63:0] evens [0:16383];

  (* ram_style = "block" *)
  reg  [63:0] odds [0:16383];

  wire         is_free;
  wire [13:0]  write_line;
  wire [13:0]  at;
  wire [127:0] data;
  wire         uses;
  wire [15:0]  bytes;
  wire [7:0]   even_bytes;
  wire [7:0]   odd_bytes;

  assign is_free     = ~(unit_read_valid | unit_write_valid);
  assign granted     = host_valid & is_free;
  assign write_line  = unit_write_valid ? unit_write_line : host_line;
  assign at          = unit_read_valid ? unit_read_line : write_line;
  assign data        = unit_write_valid ? unit_write_data : host_data;
  assign uses        = unit_read_valid | unit_write_valid | host_valid;
  assign bytes       = unit_write_valid ? unit_write_bytes : {16{granted}} & host_bytes;
  assign even_bytes  = bytes[7:0] & ~({8{write_line == lane_even_line}} & lane_even_bytes);
  assign odd_bytes   = bytes[15:8] & ~({8{write_line == lane_odd_line}} & lane_odd_bytes);
  assign lane_even   = evens_lane;
  assign lane_odd    = odds_lane;
  assign line        = {odds_unit, evens_unit};
  assign line_before = line_d1;

  always @(posedge clk) begin
    line_d1 <= line;
  end

  always @(posedge clk) begin
    if (lane_even_bytes[0]) evens[lane_even_line][7:0] <= lane_data[7:0];
    if (lane_even_bytes[1]) evens[lane_even_line][15:8] <= lane_data[15:8];
    if (lane_even_bytes[2]) evens[lane_even_line][23:16] <= lane_data[23:16];
    if (lane_even_bytes[3]) evens[lane_even_line][31:24] <= lane_data[31:24];
    if (lane_even_bytes[4]) evens[lane_even_line][39:32] <= lane_data[39:32];
    if (lane_even_bytes[5]) evens[lane_even_line][47:40] <= lane_data[47:40];
    if (lane_even_bytes[6]) evens[lane_even_line][55:48] <= lane_data[55:48];
    if (lane_even_bytes[7]) evens[lane_even_line][63:56] <= lane_data[63:56];
    evens_lane <= evens[lane_even_line];
  end

  always @(posedge clk) begin
    if (uses) begin
      if (even_bytes[0]) evens[at][7:0] <= data[7:0];
      if (even_bytes[1]) evens[at][15:8] <= data[15:8];
      if (even_bytes[2]) evens[at][23:16] <= data[23:16];
      if (even_bytes[3]) evens[at][31:24] <= data[31:24];
      if (even_bytes[4]) evens[at][39:32] <= data[39:32];
      if (even_bytes[5]) evens[at][47:40] <= data[47:40];
      if (even_bytes[6]) evens[at][55:48] <= data[55:48];
      if (even_bytes[7]) evens[at][63:56] <= data[63:56];
      evens_unit <= evens[at];
    end
  end

  always @(posedge clk) begin
    if (lane_odd_bytes[0]) odds[lane_odd_line][7:0] <= lane_data[7:0];
    if (lane_odd_bytes[1]) odds[lane_odd_line][15:8] <= lane_data[15:8];
    if (lane_odd_bytes[2]) odds[lane_odd_line][23:16] <= lane_data[23:16];
    if (lane_odd_bytes[3]) odds[lane_odd_line][31:24] <= lane_data[31:24];
    if (lane_odd_bytes[4]) odds[lane_odd_line][39:32] <= lane_data[39:32];
    if (lane_odd_bytes[5]) odds[lane_odd_line][47:40] <= lane_data[47:40];
    if (lane_odd_bytes[6]) odds[lane_odd_line][55:48] <= lane_data[55:48];
    if (lane_odd_bytes[7]) odds[lane_odd_line][63:56] <= lane_data[63:56];
    odds_lane <= odds[lane_odd_line];
  end

  always @(posedge clk) begin
    if (uses) begin
      if (odd_bytes[0]) odds[at][7:0] <= data[71:64];
      if (odd_bytes[1]) odds[at][15:8] <= data[79:72];
      if (odd_bytes[2]) odds[at][23:16] <= data[87:80];
      if (odd_bytes[3]) odds[at][31:24] <= data[95:88];
      if (odd_bytes[4]) odds[at][39:32] <= data[103:96];
      if (odd_bytes[5]) odds[at][47:40] <= data[111:104];
      if (odd_bytes[6]) odds[at][55:48] <= data[119:112];
      if (odd_bytes[7]) odds[at][63:56] <= data[127:120];
      odds_unit <= odds[at];
    end
  end

endmodule
