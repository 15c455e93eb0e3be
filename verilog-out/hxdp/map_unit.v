// Looks hash maps up, changes them, and makes atomic operations: one request at a time, a state in
// each cycle.
// Generated from MapUnit.java; edit that file instead.
module map_unit (
  input  wire         clk,
  input  wire         rst,           // synchronous, active high
  input  wire         valid,         // the oldest request
  output wire         pop,
  output wire         respond,
  output wire [63:0]  answer,
  output wire         uses,          // the unit's port of the map memory
  output reg  [127:0] data,
  output reg  [15:0]  bytes,
  input  wire [127:0] line_read,
  output reg  [4:0]   pair_index,
  input  wire [127:0] pair_read,
  input  wire [31:0]  cpu_base,
  input  wire         describe,      // the host's writes
  input  wire [4:0]   describe_map,
  input  wire [3:0]   describe_word,
  input  wire [31:0]  describe_data,
  input  wire [140:0] request,
  output wire         respond_context,
  output wire [11:0]  line,
  output wire         pair_context,  // pushed pairs
  output reg          cpu_context    // where each context's own maps begin
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
  localparam [5:0] MAP_STATE_UNLINK         = 6'd13;
  localparam [5:0] MAP_STATE_FREE_READ      = 6'd14;
  localparam [5:0] MAP_STATE_FREE_DATA      = 6'd15;
  localparam [5:0] MAP_STATE_FREE_LINK      = 6'd16;
  localparam [5:0] MAP_STATE_FREE_HEAD      = 6'd17;
  localparam [5:0] MAP_STATE_EXTRA_READ     = 6'd18;
  localparam [5:0] MAP_STATE_EXTRA_DATA     = 6'd19;
  localparam [5:0] MAP_STATE_EXTRA          = 6'd20;
  localparam [5:0] MAP_STATE_EXTRA_WRITE    = 6'd21;
  localparam [5:0] MAP_STATE_STATE_READ     = 6'd22;
  localparam [5:0] MAP_STATE_STATE_DATA     = 6'd23;
  localparam [5:0] MAP_STATE_ALLOCATE       = 6'd24;
  localparam [5:0] MAP_STATE_POP_READ       = 6'd25;
  localparam [5:0] MAP_STATE_POP_DATA       = 6'd26;
  localparam [5:0] MAP_STATE_POP_WRITE      = 6'd27;
  localparam [5:0] MAP_STATE_BUMP           = 6'd28;
  localparam [5:0] MAP_STATE_NEW_META       = 6'd29;
  localparam [5:0] MAP_STATE_NEW_KEY        = 6'd30;
  localparam [5:0] MAP_STATE_NEW_KEY_READ   = 6'd31;
  localparam [5:0] MAP_STATE_NEW_KEY_DATA   = 6'd32;
  localparam [5:0] MAP_STATE_NEW_KEY_WRITE  = 6'd33;
  localparam [5:0] MAP_STATE_VALUE_READ     = 6'd34;
  localparam [5:0] MAP_STATE_VALUE_DATA     = 6'd35;
  localparam [5:0] MAP_STATE_VALUE_WRITE    = 6'd36;
  localparam [5:0] MAP_STATE_ZERO           = 6'd37;
  localparam [5:0] MAP_STATE_LINK           = 6'd38;
  localparam [5:0] MAP_STATE_ATOMIC_READ    = 6'd39;
  localparam [5:0] MAP_STATE_ATOMIC_DATA    = 6'd40;
  localparam [5:0] MAP_STATE_ATOMIC_COMPUTE = 6'd41;
  localparam [5:0] MAP_STATE_ATOMIC_WRITE   = 6'd42;
  localparam [5:0] MAP_STATE_RESPOND        = 6'd43;

  reg  [5:0]   state;
  reg  [2:0]   code;
  reg          wide;
  reg  [1:0]   flags;
  reg  [4:0]   map;
  reg  [63:0]  low;
  reg  [63:0]  high;
  // what was read from the map memory and from the pushed pairs two cycles ago
  reg  [127:0] memory;
  reg  [127:0] pair;
  reg          odd;         // the last access was to an odd word
  reg  [31:0]  hash;
  reg  [4:0]   i;           // pair of the key, of the value, and context whose copy is zeroed
  reg  [4:0]   j;
  reg  [31:0]  first;
  reg  [31:0]  entry;
  reg  [31:0]  meta_next;
  reg  [31:0]  meta_value;
  reg  [31:0]  fresh;
  reg  [31:0]  fresh_value;
  reg  [31:0]  fresh_next;
  reg          in_place;    // the value is written over the old one
  reg  [63:0]  bumped;
  reg  [63:0]  answered;
  reg  [63:0]  written;
  reg          this_context;
  reg          k;
  reg  [15:0]  bucket;
  reg  [15:0]  link;
  reg  [15:0]  value_line;  // where the next line of the value goes

  wire [31:0] found;  // low half of the word that was read
  wire [15:0] hashed;
  reg  [15:0] base;
  wire [15:0] pair_place;
  reg  [15:0] offset;
  wire [15:0] address;
  wire        other_copy;
  reg         accesses;
  reg  [31:0] half;
  wire [15:0] half_bytes;
  wire [15:0] atomic_bytes;
  wire [4:0]  of_value;
  wire        start;
  wire        update;
  wire        lookup;
  wire        delete;
  wire        bad_flags;
  wire [4:0]  next_pair;
  wire        key_ends;
  wire        same;
  wire [31:0] entry_header;
  wire        from_free;
  wire        one_pair;
  wire [4:0]  key_pair_behind;
  wire        next_copy;
  wire [15:0] translated;
  wire [15:0] line_after;
  wire [4:0]  value_pair_behind;
  wire        value_ends;
  wire [63:0] word;
  wire [31:0] narrow;
  wire [63:0] old;
  wire [63:0] step_low;
  wire [63:0] step_high;
  wire [31:0] step_next;
  wire [63:0] atomic_result;
  wire        descriptors_one_pair;
  wire        descriptors_word_0;
  wire [4:0]  descriptors_word_1;
  wire [4:0]  descriptors_word_2;
  wire [15:0] descriptors_word_3;
  wire [12:0] descriptors_word_4;
  wire [15:0] descriptors_word_5;
  wire [31:0] descriptors_word_6;
  wire [31:0] descriptors_word_7;
  wire [31:0] descriptors_word_8;
  wire [15:0] descriptors_word_9;

  key_hash_step step (
    .hash (hash),
    .low  (step_low),
    .high (step_high),
    .next (step_next)
  );

  atomic_unit atomic (
    .op       (code),
    .wide     (wide),
    .old      (old),
    .value    (low),
    .expected (pair[63:0]),
    .result   (atomic_result)
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

  // ---- the access of this state ----

  assign hashed     = {hash[12:0] & descriptors_word_4, 3'd0};
  assign found      = odd ? memory[95:64] : memory[31:0];

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_DATA, MAP_STATE_KEY_DATA, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_DATA, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_DATA, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_RESPOND: base = 16'd0;
      MAP_STATE_BUCKET_READ: base = descriptors_word_3;
      MAP_STATE_BUCKET:      base = found[15:0];
      MAP_STATE_KEY_READ, MAP_STATE_FREE_LINK: base = entry[15:0];
      MAP_STATE_COMPARE:     base = meta_next[15:0];
      MAP_STATE_UNLINK, MAP_STATE_LINK: base = link;
      MAP_STATE_FREE_READ, MAP_STATE_FREE_HEAD, MAP_STATE_STATE_READ, MAP_STATE_POP_WRITE, MAP_STATE_BUMP: base = descriptors_word_5;
      MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_WRITE: base = descriptors_word_9;
      MAP_STATE_POP_READ, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_WRITE: base = fresh[15:0];
      MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO: base = value_line;
      default:               base = high[15:0];  // MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_WRITE
    endcase
  end

  assign pair_place = {6'd0, {1'b0, i} + 6'd1, 4'd0};

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_UNLINK, MAP_STATE_FREE_READ, MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_LINK, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: offset = 16'd0;
      MAP_STATE_BUCKET_READ: offset = hashed;
      MAP_STATE_KEY_READ, MAP_STATE_NEW_KEY_WRITE: offset = pair_place;
      MAP_STATE_FREE_HEAD, MAP_STATE_POP_WRITE: offset = 16'd8;
      MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_WRITE: offset = {12'd0, this_context, 3'd0};
      default:               offset = 16'd16;  // MAP_STATE_NEW_KEY
    endcase
  end

  assign address    = base + offset;
  assign line       = address[15:4];
  assign other_copy = k != this_context;

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_DATA, MAP_STATE_KEY_DATA, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_DATA, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_DATA, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_RESPOND: accesses = 1'b0;
      MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_COMPARE, MAP_STATE_UNLINK, MAP_STATE_FREE_READ, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_READ, MAP_STATE_POP_READ, MAP_STATE_POP_WRITE, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_WRITE, MAP_STATE_LINK, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_WRITE: accesses = 1'b1;
      default: accesses = other_copy;  // MAP_STATE_ZERO
    endcase
  end

  assign uses       = accesses;

  // ---- what is written ----

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_FREE_DATA, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: half = entry;
      MAP_STATE_UNLINK:    half = meta_next;
      MAP_STATE_FREE_LINK: half = memory[95:64];
      MAP_STATE_POP_WRITE: half = memory[31:0];
      default:             half = fresh;  // MAP_STATE_LINK
    endcase
  end

  always @* begin
    case (state)
      MAP_STATE_IDLE:           data = {2{{32'd0, half}}};
      MAP_STATE_HASH:           data = {2{{32'd0, half}}};
      MAP_STATE_HASH_READ:      data = {2{{32'd0, half}}};
      MAP_STATE_HASH_DATA:      data = {2{{32'd0, half}}};
      MAP_STATE_HASH_STEP:      data = {2{{32'd0, half}}};
      MAP_STATE_BUCKET_READ:    data = {2{{32'd0, half}}};
      MAP_STATE_BUCKET_DATA:    data = {2{{32'd0, half}}};
      MAP_STATE_BUCKET:         data = {2{{32'd0, half}}};
      MAP_STATE_KEY_READ:       data = {2{{32'd0, half}}};
      MAP_STATE_KEY_DATA:       data = {2{{32'd0, half}}};
      MAP_STATE_COMPARE:        data = {2{{32'd0, half}}};
      MAP_STATE_HIT:            data = {2{{32'd0, half}}};
      MAP_STATE_MISS:           data = {2{{32'd0, half}}};
      MAP_STATE_UNLINK:         data = {2{{32'd0, half}}};
      MAP_STATE_FREE_READ:      data = {2{{32'd0, half}}};
      MAP_STATE_FREE_DATA:      data = {2{{32'd0, half}}};
      MAP_STATE_FREE_LINK:      data = {2{{32'd0, half}}};
      MAP_STATE_FREE_HEAD:      data = {2{{32'd0, half}}};
      MAP_STATE_EXTRA_READ:     data = {2{{32'd0, half}}};
      MAP_STATE_EXTRA_DATA:     data = {2{{32'd0, half}}};
      MAP_STATE_EXTRA:          data = {2{{32'd0, half}}};
      MAP_STATE_EXTRA_WRITE:    data = {2{{32'd0, half}}};
      MAP_STATE_STATE_READ:     data = {2{{32'd0, half}}};
      MAP_STATE_STATE_DATA:     data = {2{{32'd0, half}}};
      MAP_STATE_ALLOCATE:       data = {2{{32'd0, half}}};
      MAP_STATE_POP_READ:       data = {2{{32'd0, half}}};
      MAP_STATE_POP_DATA:       data = {2{{32'd0, half}}};
      MAP_STATE_POP_WRITE:      data = {2{{32'd0, half}}};
      MAP_STATE_BUMP:           data = {2{bumped}};
      MAP_STATE_NEW_META:       data = {2{{fresh_value, fresh_next}}};
      MAP_STATE_NEW_KEY:        data = {high, low};
      MAP_STATE_NEW_KEY_READ:   data = {2{{32'd0, half}}};
      MAP_STATE_NEW_KEY_DATA:   data = {2{{32'd0, half}}};
      MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_WRITE: data = pair;
      MAP_STATE_VALUE_READ:     data = {2{{32'd0, half}}};
      MAP_STATE_VALUE_DATA:     data = {2{{32'd0, half}}};
      MAP_STATE_ZERO:           data = 128'd0;
      MAP_STATE_LINK:           data = {2{{32'd0, half}}};
      MAP_STATE_ATOMIC_READ:    data = {2{{32'd0, half}}};
      MAP_STATE_ATOMIC_DATA:    data = {2{{32'd0, half}}};
      MAP_STATE_ATOMIC_COMPUTE: data = {2{{32'd0, half}}};
      MAP_STATE_ATOMIC_WRITE:   data = wide ? {2{written}} : {4{written[31:0]}};
      default:                  data = {2{{32'd0, half}}};  // MAP_STATE_RESPOND
    endcase
  end

  assign half_bytes   = {4'd0, {4{address[3]}}, 4'd0, {4{~address[3]}}};
  assign atomic_bytes = {{8{address[3]}}, {8{~address[3]}}}
                        & ({16{wide}} | {2{{{4{address[2]}}, {4{~address[2]}}}}});

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_FREE_READ, MAP_STATE_FREE_DATA, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_VALUE_READ, MAP_STATE_VALUE_DATA, MAP_STATE_ATOMIC_READ, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_RESPOND: bytes = 16'd0;
      MAP_STATE_UNLINK, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_WRITE, MAP_STATE_POP_WRITE, MAP_STATE_LINK: bytes = half_bytes;
      MAP_STATE_BUMP, MAP_STATE_NEW_META: bytes = {{8{address[3]}}, {8{~address[3]}}};
      MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO: bytes = {16{other_copy
                                                                                                     | (state
                                                                                                        != MAP_STATE_ZERO)}};
      default: bytes = atomic_bytes;  // MAP_STATE_ATOMIC_WRITE
    endcase
  end

  // ---- pushed pairs ----

  assign pair_context = this_context;
  assign of_value     = descriptors_word_1 + j;

  always @* begin
    case (state)
      MAP_STATE_IDLE, MAP_STATE_HASH, MAP_STATE_HASH_READ, MAP_STATE_HASH_DATA, MAP_STATE_HASH_STEP, MAP_STATE_BUCKET_READ, MAP_STATE_BUCKET_DATA, MAP_STATE_BUCKET, MAP_STATE_KEY_READ, MAP_STATE_KEY_DATA, MAP_STATE_COMPARE, MAP_STATE_HIT, MAP_STATE_MISS, MAP_STATE_UNLINK, MAP_STATE_FREE_READ, MAP_STATE_FREE_DATA, MAP_STATE_FREE_LINK, MAP_STATE_FREE_HEAD, MAP_STATE_EXTRA_READ, MAP_STATE_EXTRA_DATA, MAP_STATE_EXTRA, MAP_STATE_EXTRA_WRITE, MAP_STATE_STATE_READ, MAP_STATE_STATE_DATA, MAP_STATE_ALLOCATE, MAP_STATE_POP_READ, MAP_STATE_POP_DATA, MAP_STATE_POP_WRITE, MAP_STATE_BUMP, MAP_STATE_NEW_META, MAP_STATE_NEW_KEY, MAP_STATE_NEW_KEY_READ, MAP_STATE_NEW_KEY_DATA, MAP_STATE_NEW_KEY_WRITE, MAP_STATE_VALUE_DATA, MAP_STATE_VALUE_WRITE, MAP_STATE_ZERO, MAP_STATE_LINK, MAP_STATE_ATOMIC_DATA, MAP_STATE_ATOMIC_COMPUTE, MAP_STATE_ATOMIC_WRITE, MAP_STATE_RESPOND: pair_index = i;
      MAP_STATE_VALUE_READ: pair_index = of_value;
      default:              pair_index = 5'd0;  // MAP_STATE_ATOMIC_READ
    endcase
  end

  // ---- take a request, hash its key ----

  assign pop       = valid & ((state == MAP_STATE_IDLE) | (state == MAP_STATE_RESPOND));
  assign start     = state == MAP_STATE_HASH;
  assign step_low  = start ? low : pair[63:0];
  assign step_high = start ? high : pair[127:64];
  assign update    = code == 3'd1;
  assign lookup    = code == 3'd0;
  assign delete    = code == 3'd2;

  // ---- walk the bucket ----

  assign bad_flags = update & (flags == 2'd3);
  assign next_pair = i + 5'd1;
  assign key_ends  = next_pair == descriptors_word_1;
  assign same      = memory == ((i == 5'd0) ? {high, low} : pair);

  // ---- what is to be done ----

  // ---- delete ----

  // ---- replace: the context's spare entry takes the place of the old one ----

  assign entry_header = {22'd0, {1'b0, descriptors_word_1} + 6'd1, 4'd0};

  // ---- allocate ----

  assign from_free = |memory[95:64];

  // ---- write the key ----

  assign one_pair        = descriptors_word_1 == 5'd1;
  assign key_pair_behind = i + 5'd1;

  // ---- write the value ----

  assign next_copy         = (k == 1'b0) ? 1'b0 : k + 1'b1;

  always @* begin
    case (state)
      MAP_STATE_IDLE:           cpu_context = 1'b0;
      MAP_STATE_HASH:           cpu_context = 1'b0;
      MAP_STATE_HASH_READ:      cpu_context = 1'b0;
      MAP_STATE_HASH_DATA:      cpu_context = 1'b0;
      MAP_STATE_HASH_STEP:      cpu_context = 1'b0;
      MAP_STATE_BUCKET_READ:    cpu_context = 1'b0;
      MAP_STATE_BUCKET_DATA:    cpu_context = 1'b0;
      MAP_STATE_BUCKET:         cpu_context = 1'b0;
      MAP_STATE_KEY_READ:       cpu_context = 1'b0;
      MAP_STATE_KEY_DATA:       cpu_context = 1'b0;
      MAP_STATE_COMPARE:        cpu_context = 1'b0;
      MAP_STATE_HIT:            cpu_context = 1'b0;
      MAP_STATE_MISS:           cpu_context = 1'b0;
      MAP_STATE_UNLINK:         cpu_context = 1'b0;
      MAP_STATE_FREE_READ:      cpu_context = 1'b0;
      MAP_STATE_FREE_DATA:      cpu_context = 1'b0;
      MAP_STATE_FREE_LINK:      cpu_context = 1'b0;
      MAP_STATE_FREE_HEAD:      cpu_context = 1'b0;
      MAP_STATE_EXTRA_READ:     cpu_context = 1'b0;
      MAP_STATE_EXTRA_DATA:     cpu_context = 1'b0;
      MAP_STATE_EXTRA:          cpu_context = 1'b0;
      MAP_STATE_EXTRA_WRITE:    cpu_context = 1'b0;
      MAP_STATE_STATE_READ:     cpu_context = 1'b0;
      MAP_STATE_STATE_DATA:     cpu_context = 1'b0;
      MAP_STATE_ALLOCATE:       cpu_context = 1'b0;
      MAP_STATE_POP_READ:       cpu_context = 1'b0;
      MAP_STATE_POP_DATA:       cpu_context = 1'b0;
      MAP_STATE_POP_WRITE:      cpu_context = 1'b0;
      MAP_STATE_BUMP:           cpu_context = 1'b0;
      MAP_STATE_NEW_META:       cpu_context = 1'b0;
      MAP_STATE_NEW_KEY:        cpu_context = 1'b0;
      MAP_STATE_NEW_KEY_READ:   cpu_context = 1'b0;
      MAP_STATE_NEW_KEY_DATA:   cpu_context = 1'b0;
      MAP_STATE_NEW_KEY_WRITE:  cpu_context = 1'b0;
      MAP_STATE_VALUE_READ:     cpu_context = this_context;
      MAP_STATE_VALUE_DATA:     cpu_context = 1'b0;
      MAP_STATE_VALUE_WRITE:    cpu_context = 1'b0;
      MAP_STATE_ZERO:           cpu_context = next_copy;
      MAP_STATE_LINK:           cpu_context = 1'b0;
      MAP_STATE_ATOMIC_READ:    cpu_context = 1'b0;
      MAP_STATE_ATOMIC_DATA:    cpu_context = 1'b0;
      MAP_STATE_ATOMIC_COMPUTE: cpu_context = 1'b0;
      MAP_STATE_ATOMIC_WRITE:   cpu_context = 1'b0;
      default:                  cpu_context = 1'b0;  // MAP_STATE_RESPOND
    endcase
  end

  assign translated        = fresh_value[15:0] + ({16{fresh_value[31]}} & cpu_base[15:0]);
  assign line_after        = value_line + 16'd16;
  assign value_pair_behind = j + 5'd1;
  assign value_ends        = value_pair_behind == descriptors_word_2;

  // ---- atomics ----

  assign word            = odd ? memory[127:64] : memory[63:0];
  assign narrow          = high[2] ? word[63:32] : word[31:0];
  assign old             = wide ? word : {32'd0, narrow};
  assign respond         = state == MAP_STATE_RESPOND;
  assign respond_context = this_context;
  assign answer          = answered;

  wire unused_ok = &{1'b0, address[1:0], cpu_base};

  always @(posedge clk) begin
    // the access of this state
    if (accesses) begin
      odd <= address[3];
    end
    if (state == MAP_STATE_BUCKET_READ) begin
      bucket <= address;
    end
    // what is written
    memory <= line_read;
    // pushed pairs
    pair <= pair_read;
    // take a request, hash its key
    if (state == MAP_STATE_RESPOND) begin
      state <= MAP_STATE_IDLE;
    end
    if (pop) begin
      state <= request[139] ? MAP_STATE_ATOMIC_READ : MAP_STATE_HASH;
      this_context <= request[140];
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
          state <= MAP_STATE_KEY_READ;
        end else if (lookup) begin
          answered <= {32'd0, meta_value};
          state <= MAP_STATE_RESPOND;
        end else begin
          state <= MAP_STATE_HIT;
        end
      end else if (|meta_next) begin
        link <= entry[15:0];
        entry <= meta_next;
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
      j <= 5'd0;
      if (delete) begin
        state <= MAP_STATE_UNLINK;
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
      if (lookup) begin
        answered <= 64'd0;
        state <= MAP_STATE_RESPOND;
      end else if (delete | (update & (flags == 2'd2))) begin
        answered <= 64'hfffffffffffffffe;
        state <= MAP_STATE_RESPOND;
      end else begin
        answered <= 64'd0;
        state <= MAP_STATE_STATE_READ;
      end
    end
    // delete
    if (state == MAP_STATE_UNLINK) begin
      state <= MAP_STATE_FREE_READ;
    end
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
      j <= 5'd0;
      i <= 5'd0;
      in_place <= 1'b0;
      state <= MAP_STATE_NEW_KEY;
    end
    if (state == MAP_STATE_NEW_KEY) begin
      i <= 5'd1;
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
    if ((state == MAP_STATE_VALUE_READ) & (j == 5'd0)) begin
      value_line <= translated;
    end
    if (state == MAP_STATE_VALUE_WRITE) begin
      value_line <= line_after;
      j <= value_pair_behind;
      state <= MAP_STATE_VALUE_READ;
      if (value_ends) begin
        j <= 5'd0;
        k <= 1'b0;
        value_line <= translated;
        state <= MAP_STATE_LINK;
        if (in_place) begin
          state <= MAP_STATE_RESPOND;
        end else if (descriptors_word_0) begin
          state <= MAP_STATE_ZERO;
        end
      end
    end
    if (state == MAP_STATE_ZERO) begin
      value_line <= line_after;
      j <= value_pair_behind;
      if (value_ends) begin
        j <= 5'd0;
        k <= next_copy;
        value_line <= translated;
        if (k == 1'b0) begin
          state <= MAP_STATE_LINK;
        end
      end
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
      written <= atomic_result;
      answered <= old;
    end
    if (rst) begin
      state <= MAP_STATE_IDLE;
    end
  end

endmodule
