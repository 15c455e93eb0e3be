// Looks hash maps up, changes them, and makes atomic operations: one request at a time, a state in
// each cycle.
// Generated from MapUnit.java; edit that file instead.
module map_unit (
  input  wire         clk,
  input  wire         rst,           // synchronous, active high
  input  wire         valid,         // the oldest request
  input  wire [143:0] request,
  output wire         pop,
  output wire         respond,
  output wire [3:0]   respond_context,
  output wire [63:0]  answer,
  output reg          read_valid,
  output reg  [13:0]  read_line,
  output wire         written_valid,
  output wire [13:0]  written_line,
  output wire [127:0] written_data,
  output wire [15:0]  written_bytes,
  input  wire [127:0] line_read,
  input  wire [127:0] memory,        // a cycle later
  output wire [3:0]   pair_context,  // pushed pairs
  output wire [4:0]   pair_index,
  input  wire [127:0] pair_read,
  output wire [3:0]   cpu_context,   // where each context's own maps begin
  input  wire [31:0]  cpu_base,
  input  wire         describe,      // the host's writes
  input  wire [4:0]   describe_map,
  input  wire [3:0]   describe_word,
  input  wire [31:0]  describe_data
);

  localparam [5:0] MAP_STATE_IDLE           = 6'd0;
  localparam [5:0] MAP_STATE_HASH           = 6'd1;
  localparam [5:0] MAP_STATE_HASH_READ      = 6'd2;
  localparam [5:0] MAP_STATE_HASH_DATA      = 6'd3;
  localparam [5:0] MAP_STATE_HASH_STEP      = 6'd4;
  localparam [5:0] MAP_STATE_BUCKET_READ    = 6'd5;
  localparam [5:0] MAP_STATE_BUCKET_DATA    = 6'd6;
  localparam [5:0] MAP_STATE_BUCKET         = 6'd7;
  localparam [5:0] MAP_STATE_KEY_READ       = 6'd8;
  localparam [5:0] MAP_STATE_KEY_DATA       = 6'd9;
  localparam [5:0] MAP_STATE_COMPARE        = 6'd10;
  localparam [5:0] MAP_STATE_HIT            = 6'd11;
  localparam [5:0] MAP_STATE_MISS           = 6'd12;
  localparam [5:0] MAP_STATE_FREE_READ      = 6'd13;
  localparam [5:0] MAP_STATE_FREE_DATA      = 6'd14;
  localparam [5:0] MAP_STATE_FREE_LINK      = 6'd15;
  localparam [5:0] MAP_STATE_FREE_HEAD      = 6'd16;
  localparam [5:0] MAP_STATE_EXTRA_READ     = 6'd17;
  localparam [5:0] MAP_STATE_EXTRA_DATA     = 6'd18;
  localparam [5:0] MAP_STATE_EXTRA          = 6'd19;
  localparam [5:0] MAP_STATE_EXTRA_WRITE    = 6'd20;
  localparam [5:0] MAP_STATE_STATE_READ     = 6'd21;
  localparam [5:0] MAP_STATE_STATE_DATA     = 6'd22;
  localparam [5:0] MAP_STATE_ALLOCATE       = 6'd23;
  localparam [5:0] MAP_STATE_POP_READ       = 6'd24;
  localparam [5:0] MAP_STATE_POP_DATA       = 6'd25;
  localparam [5:0] MAP_STATE_POP_WRITE      = 6'd26;
  localparam [5:0] MAP_STATE_BUMP           = 6'd27;
  localparam [5:0] MAP_STATE_NEW_META       = 6'd28;
  localparam [5:0] MAP_STATE_NEW_KEY        = 6'd29;
  localparam [5:0] MAP_STATE_NEW_KEY_READ   = 6'd30;
  localparam [5:0] MAP_STATE_NEW_KEY_DATA   = 6'd31;
  localparam [5:0] MAP_STATE_NEW_KEY_WRITE  = 6'd32;
  localparam [5:0] MAP_STATE_VALUE_READ     = 6'd33;
  localparam [5:0] MAP_STATE_VALUE_DATA     = 6'd34;
  localparam [5:0] MAP_STATE_VALUE_WRITE    = 6'd35;
  localparam [5:0] MAP_STATE_ZERO           = 6'd36;
  localparam [5:0] MAP_STATE_LINK           = 6'd37;
  localparam [5:0] MAP_STATE_ATOMIC_READ    = 6'd38;
  localparam [5:0] MAP_STATE_ATOMIC_DATA    = 6'd39;
  localparam [5:0] MAP_STATE_ATOMIC_COMPUTE = 6'd40;
  localparam [5:0] MAP_STATE_ATOMIC_WRITE   = 6'd41;
  localparam [5:0] MAP_STATE_RESPOND        = 6'd42;

  reg  [5:0]   state;
  reg  [3:0]   this_context;
  reg  [2:0]   code;
  reg          wide;
  reg  [1:0]   flags;
  reg  [4:0]   map;
  reg  [63:0]  low;
  reg  [63:0]  high;
  reg  [127:0] pair;      // what was read from the pushed pairs two cycles ago
  reg          odd;       // the last access was to an odd word
  reg  [31:0]  hash;
  reg  [4:0]   i;         // pair of the key
  reg  [17:0]  bucket;
  reg  [17:0]  link;
  reg  [31:0]  first;
  reg  [31:0]  entry;
  reg  [31:0]  meta_next;
  reg  [31:0]  meta_value;
  reg  [31:0]  fresh;
  reg  [31:0]  fresh_value;
  reg  [31:0]  fresh_next;
  reg          in_place;  // the value is written over the old one
  reg  [63:0]  bumped;
  reg  [63:0]  answered;
  reg  [13:0]  key_line;  // line of the key's next pair
  reg  [17:0]  extra_at;  // where the context's spare entry is named

  wire [31:0]  found;                       // low half of the word that was read
  wire [17:0]  bucket_at;
  wire [4:0]   of_value;
  wire         start;
  wire         bad_flags;
  wire [4:0]   next_pair;
  wire         key_ends;
  wire         same;
  wire [31:0]  entry_header;
  wire         from_free;
  wire         one_pair;
  wire [4:0]   key_pair_behind;
  wire [63:0]  word;
  wire [31:0]  narrow;
  wire [63:0]  old;
  wire         never_reads_beside_a_write;  // must hold
  wire         writer_made_valid;
  wire [13:0]  writer_made_line;
  wire [127:0] writer_made_data;
  wire [15:0]  writer_made_bytes;
  wire [3:0]   values_cpu_context;
  wire [4:0]   values_pair;
  wire [17:0]  values_address;
  wire         values_last;
  wire         values_own_copy;
  wire         values_last_copy;
  wire         descriptors_one_pair;
  wire         descriptors_word_0;
  wire [4:0]   descriptors_word_1;
  wire [4:0]   descriptors_word_2;
  wire [17:0]  descriptors_word_3;
  wire [14:0]  descriptors_word_4;
  wire [17:0]  descriptors_word_5;
  wire [31:0]  descriptors_word_6;
  wire [31:0]  descriptors_word_7;
  wire [31:0]  descriptors_word_8;
  wire [17:0]  descriptors_word_9;
  wire [63:0]  step_low;
  wire [63:0]  step_high;
  wire [31:0]  step_next;
  wire [63:0]  atomic_result;

  map_write writer (
    .clk        (clk),
    .rst        (rst),
    .state      (state),
    .own_copy   (values_own_copy),
    .link       (link),
    .allocation (descriptors_word_5),
    .extra      (extra_at),
    .key_line   (key_line),
    .value      (values_address),
    .low        (low),
    .high       (high),
    .follower   (meta_next),
    .entry      (entry),
    .fresh      (fresh),
    .fresh_meta ({fresh_value, fresh_next}),
    .bumped     (bumped),
    .memory     (memory),
    .pair       (pair),
    .operand    (atomic_result),
    .wide       (wide),
    .made_valid (writer_made_valid),
    .made_line  (writer_made_line),
    .made_data  (writer_made_data),
    .made_bytes (writer_made_bytes)
  );

  value_walk values (
    .clk         (clk),
    .state       (state),
    .owner       (this_context),
    .value       (fresh_value),
    .pairs       (descriptors_word_2),
    .cpu_context (values_cpu_context),
    .cpu_base    (cpu_base),
    .pair        (values_pair),
    .address     (values_address),
    .last        (values_last),
    .own_copy    (values_own_copy),
    .last_copy   (values_last_copy)
  );

  descriptors descriptors (
    .clk        (clk),
    .write      (describe),
    .write_map  (describe_map),
    .write_word (describe_word),
    .write_data (describe_data),
    .map        (map),
    .one_pair   (descriptors_one_pair),
    .word_0     (descriptors_word_0),
    .word_1     (descriptors_word_1),
    .word_2     (descriptors_word_2),
    .word_3     (descriptors_word_3),
    .word_4     (descriptors_word_4),
    .word_5     (descriptors_word_5),
    .word_6     (descriptors_word_6),
    .word_7     (descriptors_word_7),
    .word_8     (descriptors_word_8),
    .word_9     (descriptors_word_9)
  );

  key_hash_step step (
    .hash (hash),
    .low  (step_low),
    .high (step_high),
    .next (step_next)
  );

  atomic_unit atomic (
    .op       (code),
    .wide     (wide),
    .old      (answered),
    .value    (low),
    .expected (pair[63:0]),
    .result   (atomic_result)
  );

  // ---- what this state reads ----

  assign bucket_at = descriptors_word_3 + {hash[14:0] & descriptors_word_4, 3'd0};
  assign found     = odd ? memory[95:64] : memory[31:0];

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_DATA, MAP_STATE_KEY_DATA, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_POP_WRITE, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_LINK, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: read_line = fresh[17:4];
      MAP_STATE_BUCKET_READ: read_line = bucket_at[17:4];
      MAP_STATE_BUCKET:      read_line = found[17:4];
      MAP_STATE_KEY_READ:    read_line = key_line;
      MAP_STATE_COMPARE:     read_line = meta_next[17:4];
      MAP_STATE_FREE_READ, MAP_STATE_STATE_READ: read_line = descriptors_word_5[17:4];
      MAP_STATE_EXTRA_READ:  read_line = extra_at[17:4];
      default:               read_line = high[17:4];  // MAP_STATE_ATOMIC_READ
    endcase
  end

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_DATA, MAP_STATE_KEY_DATA, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_DATA, MAP_STATE_POP_WRITE, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_LINK, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: read_valid = 1'b0;
      // MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_COMPARE,
      // MAP_STATE_FREE_READ, MAP_STATE_EXTRA_READ, MAP_STATE_STATE_READ, MAP_STATE_POP_READ,
      // MAP_STATE_ATOMIC_READ
      default: read_valid = 1'b1;
    endcase
  end

  // ---- what the last state has written ----

  assign written_valid = writer_made_valid;
  assign written_line  = writer_made_line;
  assign written_data  = writer_made_data;
  assign written_bytes = writer_made_bytes;

  // ---- pushed pairs; pair 0 of a key was not pushed ----

  assign pair_context = this_context;
  assign of_value     = descriptors_word_1 + values_pair;
  assign pair_index   = (state == MAP_STATE_VALUE_READ) ? of_value
                        : ((state == MAP_STATE_ATOMIC_READ) | (state == MAP_STATE_ATOMIC_DATA)) ? 5'd0
                        : i;

  // ---- take a request, hash its key ----

  assign pop       = valid & ((state == MAP_STATE_IDLE) | (state == MAP_STATE_RESPOND));
  assign start     = state == MAP_STATE_HASH;
  assign step_low  = start ? low : pair[63:0];
  assign step_high = start ? high : pair[127:64];

  // ---- walk the bucket ----

  assign bad_flags = (code == 3'd1) & (flags == 2'd3);
  assign next_pair = i + 5'd1;
  assign key_ends  = next_pair == descriptors_word_1;
  assign same      = memory == pair;

  // ---- replace: the context's spare entry takes the place of the old one ----

  assign entry_header = {22'd0, {1'b0, descriptors_word_1} + 6'd1, 4'd0};

  // ---- allocate ----

  assign from_free = |memory[95:64];

  // ---- write the key ----

  assign one_pair        = descriptors_word_1 == 5'd1;
  assign key_pair_behind = i + 5'd1;

  // ---- write the value ----

  assign cpu_context = values_cpu_context;

  // ---- atomics ----

  assign word                       = odd ? memory[127:64] : memory[63:0];
  assign narrow                     = high[2] ? word[63:32] : word[31:0];
  assign old                        = wide ? word : {32'd0, narrow};
  assign respond                    = state == MAP_STATE_RESPOND;
  assign respond_context            = this_context;
  assign answer                     = answered;
  assign never_reads_beside_a_write = ~(read_valid & writer_made_valid);

  wire unused_ok = &{1'b0, line_read[127:64]};

  always @(posedge clk) begin
    // what this state reads
    extra_at <= descriptors_word_9 + {11'd0, this_context, 3'd0};
    if (state == MAP_STATE_BUCKET_READ) begin
      bucket <= bucket_at;
      odd <= bucket_at[3];
    end
    if (state == MAP_STATE_EXTRA_READ) begin
      odd <= extra_at[3];
    end
    if (state == MAP_STATE_ATOMIC_READ) begin
      odd <= high[3];
    end
    // pushed pairs; pair 0 of a key was not pushed
    pair <= ((state == MAP_STATE_KEY_DATA) & (i == 5'd0)) ? {high, low} : pair_read;
    // take a request, hash its key
    if (state == MAP_STATE_RESPOND) begin
      state <= MAP_STATE_IDLE;
    end
    if (pop) begin
      state <= request[139] ? MAP_STATE_ATOMIC_READ : MAP_STATE_HASH;
      this_context <= request[143:140];
      code <= request[138:136];
      wide <= request[135];
      flags <= request[134:133];
      map <= request[132:128];
      low <= request[63:0];
      high <= request[127:64];
      hash <= 32'd0;
      i <= 5'd1;
    end
    if (start | (state == MAP_STATE_HASH_STEP)) begin
      hash <= step_next;
    end
    // walk the bucket
    if (state == MAP_STATE_HASH) begin
      if (bad_flags) begin
        answered <= 64'hffffffffffffffea;
        state <= MAP_STATE_RESPOND;
      end else if (descriptors_one_pair) begin
        state <= MAP_STATE_BUCKET_READ;
      end else begin
        state <= MAP_STATE_HASH_READ;
      end
    end
    if (state == MAP_STATE_HASH_READ) begin
      state <= MAP_STATE_HASH_DATA;
    end
    if (state == MAP_STATE_HASH_DATA) begin
      state <= MAP_STATE_HASH_STEP;
    end
    if (state == MAP_STATE_HASH_STEP) begin
      i <= next_pair;
      state <= key_ends ? MAP_STATE_BUCKET_READ : MAP_STATE_HASH_READ;
    end
    if (state == MAP_STATE_BUCKET_READ) begin
      state <= MAP_STATE_BUCKET_DATA;
    end
    if (state == MAP_STATE_BUCKET_DATA) begin
      state <= MAP_STATE_BUCKET;
    end
    if (state == MAP_STATE_BUCKET) begin
      link <= bucket;
      first <= found;
      entry <= found;
      key_line <= found[17:4] + 14'd1;
      i <= 5'd0;
      state <= (|found) ? MAP_STATE_KEY_READ : MAP_STATE_MISS;
    end
    if ((state == MAP_STATE_KEY_READ) & (i == 5'd0)) begin
      meta_next <= line_read[31:0];
      meta_value <= line_read[63:32];
    end
    if (state == MAP_STATE_KEY_READ) begin
      state <= MAP_STATE_KEY_DATA;
    end
    if (state == MAP_STATE_KEY_DATA) begin
      state <= MAP_STATE_COMPARE;
    end
    if (state == MAP_STATE_COMPARE) begin
      if (same) begin
        if (~key_ends) begin
          i <= next_pair;
          key_line <= key_line + 14'd1;
          state <= MAP_STATE_KEY_READ;
        end else if (code == 3'd0) begin
          answered <= {32'd0, meta_value};
          state <= MAP_STATE_RESPOND;
        end else begin
          state <= MAP_STATE_HIT;
        end
      end else if (|meta_next) begin
        link <= entry[17:0];
        entry <= meta_next;
        key_line <= meta_next[17:4] + 14'd1;
        i <= 5'd0;
        state <= MAP_STATE_KEY_READ;
      end else begin
        state <= MAP_STATE_MISS;
      end
    end
    // what is to be done
    if (state == MAP_STATE_HIT) begin
      answered <= 64'd0;
      fresh_value <= meta_value;
      in_place <= 1'b1;
      if (code == 3'd2) begin
        state <= MAP_STATE_FREE_READ;
      end else if (flags == 2'd1) begin
        answered <= 64'hffffffffffffffef;
        state <= MAP_STATE_RESPOND;
      end else if (descriptors_word_0) begin
        state <= MAP_STATE_VALUE_READ;
      end else begin
        state <= MAP_STATE_EXTRA_READ;
      end
    end
    if (state == MAP_STATE_MISS) begin
      if (code == 3'd0) begin
        answered <= 64'd0;
        state <= MAP_STATE_RESPOND;
      end else if ((code == 3'd2) | ((code == 3'd1) & (flags == 2'd2))) begin
        answered <= 64'hfffffffffffffffe;
        state <= MAP_STATE_RESPOND;
      end else begin
        answered <= 64'd0;
        state <= MAP_STATE_STATE_READ;
      end
    end
    // delete
    if (state == MAP_STATE_FREE_READ) begin
      state <= MAP_STATE_FREE_DATA;
    end
    if (state == MAP_STATE_FREE_DATA) begin
      state <= MAP_STATE_FREE_LINK;
    end
    if (state == MAP_STATE_FREE_LINK) begin
      state <= MAP_STATE_FREE_HEAD;
    end
    if (state == MAP_STATE_FREE_HEAD) begin
      state <= MAP_STATE_RESPOND;
    end
    // replace: the context's spare entry takes the place of the old one
    if (state == MAP_STATE_EXTRA_READ) begin
      state <= MAP_STATE_EXTRA_DATA;
    end
    if (state == MAP_STATE_EXTRA_DATA) begin
      state <= MAP_STATE_EXTRA;
    end
    if (state == MAP_STATE_EXTRA) begin
      state <= MAP_STATE_EXTRA_WRITE;
    end
    if (state == MAP_STATE_EXTRA_WRITE) begin
      state <= MAP_STATE_NEW_META;
    end
    if (state == MAP_STATE_EXTRA) begin
      fresh <= found;
      fresh_value <= found + entry_header;
      fresh_next <= meta_next;
    end
    // allocate
    if (state == MAP_STATE_STATE_READ) begin
      state <= MAP_STATE_STATE_DATA;
    end
    if (state == MAP_STATE_STATE_DATA) begin
      state <= MAP_STATE_ALLOCATE;
    end
    if (state == MAP_STATE_ALLOCATE) begin
      fresh_next <= first;
      link <= bucket;
      fresh <= from_free ? memory[95:64] : memory[31:0];
      fresh_value <= memory[63:32];
      bumped <= {memory[63:32] + descriptors_word_8, memory[31:0] + descriptors_word_7};
      if (|memory[95:64]) begin
        state <= MAP_STATE_POP_READ;
      end else if (memory[31:0] == descriptors_word_6) begin
        answered <= 64'hfffffffffffffff9;
        state <= MAP_STATE_RESPOND;
      end else begin
        state <= MAP_STATE_BUMP;
      end
    end
    if (state == MAP_STATE_POP_READ) begin
      state <= MAP_STATE_POP_DATA;
    end
    if (state == MAP_STATE_POP_DATA) begin
      state <= MAP_STATE_POP_WRITE;
    end
    if (state == MAP_STATE_POP_WRITE) begin
      state <= MAP_STATE_NEW_META;
    end
    if (state == MAP_STATE_POP_WRITE) begin
      fresh_value <= memory[63:32];
    end
    if (state == MAP_STATE_BUMP) begin
      state <= MAP_STATE_NEW_META;
    end
    // write the key
    if (state == MAP_STATE_NEW_META) begin
      i <= 5'd0;
      in_place <= 1'b0;
      key_line <= fresh[17:4] + 14'd1;
      state <= MAP_STATE_NEW_KEY;
    end
    if (state == MAP_STATE_NEW_KEY) begin
      i <= 5'd1;
      key_line <= key_line + 14'd1;
      state <= one_pair ? MAP_STATE_VALUE_READ : MAP_STATE_NEW_KEY_READ;
    end
    if (state == MAP_STATE_NEW_KEY_READ) begin
      state <= MAP_STATE_NEW_KEY_DATA;
    end
    if (state == MAP_STATE_NEW_KEY_DATA) begin
      state <= MAP_STATE_NEW_KEY_WRITE;
    end
    if (state == MAP_STATE_NEW_KEY_WRITE) begin
      i <= key_pair_behind;
      key_line <= key_line + 14'd1;
      state <= (key_pair_behind == descriptors_word_1) ? MAP_STATE_VALUE_READ
               : MAP_STATE_NEW_KEY_READ;
    end
    if (state == MAP_STATE_LINK) begin
      state <= MAP_STATE_RESPOND;
    end
    // write the value
    if (state == MAP_STATE_VALUE_READ) begin
      state <= MAP_STATE_VALUE_DATA;
    end
    if (state == MAP_STATE_VALUE_DATA) begin
      state <= MAP_STATE_VALUE_WRITE;
    end
    if (state == MAP_STATE_VALUE_WRITE) begin
      if (~values_last) begin
        state <= MAP_STATE_VALUE_READ;
      end else if (in_place) begin
        state <= MAP_STATE_RESPOND;
      end else if (descriptors_word_0) begin
        state <= MAP_STATE_ZERO;
      end else begin
        state <= MAP_STATE_LINK;
      end
    end
    if ((state == MAP_STATE_ZERO) & values_last & values_last_copy) begin
      state <= MAP_STATE_LINK;
    end
    // atomics
    if (state == MAP_STATE_ATOMIC_READ) begin
      state <= MAP_STATE_ATOMIC_DATA;
    end
    if (state == MAP_STATE_ATOMIC_DATA) begin
      state <= MAP_STATE_ATOMIC_COMPUTE;
    end
    if (state == MAP_STATE_ATOMIC_COMPUTE) begin
      state <= MAP_STATE_ATOMIC_WRITE;
    end
    if (state == MAP_STATE_ATOMIC_WRITE) begin
      state <= MAP_STATE_RESPOND;
    end
    if (state == MAP_STATE_ATOMIC_COMPUTE) begin
      answered <= old;
    end
    if (rst) begin
      state <= MAP_STATE_IDLE;
    end
  end

`ifdef ASSERTIONS
  always @(posedge clk) begin
    if (!rst) begin
      assert (never_reads_beside_a_write);
    end
  end
`else
  wire unused_checks = &{1'b0, never_reads_beside_a_write};
`endif

endmodule
