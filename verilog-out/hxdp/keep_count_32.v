// How many of the bits are set, from bit 0 on without a gap: bit k of the number is set from an odd
// multiple of 2^k up to the next even one.
// Generated from KeepCount.java; edit that file instead.
module keep_count_32 (
  input  wire [31:0] keep,
  output wire [5:0]  count
);

  assign count = {keep[31], keep[15] & ~keep[31], (keep[7] & ~keep[15]) | (keep[23] & ~keep[31]),
                  (keep[3] & ~keep[7]) | (keep[11] & ~keep[15]) | (keep[19] & ~keep[23])
                  | (keep[27] & ~keep[31]),
                  (keep[1] & ~keep[3]) | (keep[5] & ~keep[7]) | (keep[9] & ~keep[11])
                  | (keep[13] & ~keep[15]) | (keep[17] & ~keep[19]) | (keep[21] & ~keep[23])
                  | (keep[25] & ~keep[27]) | (keep[29] & ~keep[31]),
                  (keep[0] & ~keep[1]) | (keep[2] & ~keep[3]) | (keep[4] & ~keep[5])
                  | (keep[6] & ~keep[7]) | (keep[8] & ~keep[9]) | (keep[10] & ~keep[11])
                  | (keep[12] & ~keep[13]) | (keep[14] & ~keep[15]) | (keep[16] & ~keep[17])
                  | (keep[18] & ~keep[19]) | (keep[20] & ~keep[21]) | (keep[22] & ~keep[23])
                  | (keep[24] & ~keep[25]) | (keep[26] & ~keep[27]) | (keep[28] & ~keep[29])
                  | (keep[30] & ~keep[31])};

endmodule
