// How many of the bits are set, from bit 0 on without a gap: bit k of the number is set from an odd
// multiple of 2^k up to the next even one.
// Generated from KeepCount.java; edit that file instead.
module keep_count_64 (
  input  wire [63:0] keep,
  output wire [6:0]  count
);

  assign count = {keep[63], keep[31] & ~keep[63], (keep[15] & ~keep[31]) | (keep[47] & ~keep[63]),
                  (keep[7] & ~keep[15]) | (keep[23] & ~keep[31]) | (keep[39] & ~keep[47])
                  | (keep[55] & ~keep[63]),
                  (keep[3] & ~keep[7]) | (keep[11] & ~keep[15]) | (keep[19] & ~keep[23])
                  | (keep[27] & ~keep[31]) | (keep[35] & ~keep[39]) | (keep[43] & ~keep[47])
                  | (keep[51] & ~keep[55]) | (keep[59] & ~keep[63]),
                  (keep[1] & ~keep[3]) | (keep[5] & ~keep[7]) | (keep[9] & ~keep[11])
                  | (keep[13] & ~keep[15]) | (keep[17] & ~keep[19]) | (keep[21] & ~keep[23])
                  | (keep[25] & ~keep[27]) | (keep[29] & ~keep[31]) | (keep[33] & ~keep[35])
                  | (keep[37] & ~keep[39]) | (keep[41] & ~keep[43]) | (keep[45] & ~keep[47])
                  | (keep[49] & ~keep[51]) | (keep[53] & ~keep[55]) | (keep[57] & ~keep[59])
                  | (keep[61] & ~keep[63]),
                  (keep[0] & ~keep[1]) | (keep[2] & ~keep[3]) | (keep[4] & ~keep[5])
                  | (keep[6] & ~keep[7]) | (keep[8] & ~keep[9]) | (keep[10] & ~keep[11])
                  | (keep[12] & ~keep[13]) | (keep[14] & ~keep[15]) | (keep[16] & ~keep[17])
                  | (keep[18] & ~keep[19]) | (keep[20] & ~keep[21]) | (keep[22] & ~keep[23])
                  | (keep[24] & ~keep[25]) | (keep[26] & ~keep[27]) | (keep[28] & ~keep[29])
                  | (keep[30] & ~keep[31]) | (keep[32] & ~keep[33]) | (keep[34] & ~keep[35])
                  | (keep[36] & ~keep[37]) | (keep[38] & ~keep[39]) | (keep[40] & ~keep[41])
                  | (keep[42] & ~keep[43]) | (keep[44] & ~keep[45]) | (keep[46] & ~keep[47])
                  | (keep[48] & ~keep[49]) | (keep[50] & ~keep[51]) | (keep[52] & ~keep[53])
                  | (keep[54] & ~keep[55]) | (keep[56] & ~keep[57]) | (keep[58] & ~keep[59])
                  | (keep[60] & ~keep[61]) | (keep[62] & ~keep[63])};

endmodule
