// CRC-32C over a pair of words: each bit of the next hash is the parity of some bits of the hash
// and the pair.
// Generated from KeyHashStep.java; edit that file instead.
module key_hash_step (
  input  wire [31:0] hash,
  input  wire [63:0] low,
  input  wire [63:0] high,
  output wire [31:0] next
);

  wire bit_0;
  wire bit_1;
  wire bit_2;
  wire bit_3;
  wire bit_4;
  wire bit_5;
  wire bit_6;
  wire bit_7;
  wire bit_8;
  wire bit_9;
  wire bit_10;
  wire bit_11;
  wire bit_12;
  wire bit_13;
  wire bit_14;
  wire bit_15;
  wire bit_16;
  wire bit_17;
  wire bit_18;
  wire bit_19;
  wire bit_20;
  wire bit_21;
  wire bit_22;
  wire bit_23;
  wire bit_24;
  wire bit_25;
  wire bit_26;
  wire bit_27;
  wire bit_28;
  wire bit_29;
  wire bit_30;
  wire bit_31;

  assign bit_0  = (^(hash & 32'h1954cd1e)) ^ (^(low & 64'hde2753181954cd1e))
                  ^ (^(high & 64'h1f91caf6386f2c25));
  assign bit_1  = (^(hash & 32'h32a99a3d)) ^ (^(low & 64'hbc4ea63032a99a3d))
                  ^ (^(high & 64'h3f2395ec70de584b));
  assign bit_2  = (^(hash & 32'h6553347b)) ^ (^(low & 64'h789d4c606553347b))
                  ^ (^(high & 64'h7e472bd8e1bcb097));
  assign bit_3  = (^(hash & 32'hcaa668f7)) ^ (^(low & 64'hf13a98c0caa668f7))
                  ^ (^(high & 64'hfc8e57b1c379612e));
  assign bit_4  = (^(hash & 32'h8c181cf1)) ^ (^(low & 64'h3c5262998c181cf1))
                  ^ (^(high & 64'he68d6595be9dee78));
  assign bit_5  = (^(hash & 32'h164f4fd)) ^ (^(low & 64'ha683962b0164f4fd))
                  ^ (^(high & 64'hd28b01dd4554f0d5));
  assign bit_6  = (^(hash & 32'h1b9d24e5)) ^ (^(low & 64'h93207f4e1b9d24e5))
                  ^ (^(high & 64'hba87c94cb2c6cd8e));
  assign bit_7  = (^(hash & 32'h2e6e84d5)) ^ (^(low & 64'hf867ad842e6e84d5))
                  ^ (^(high & 64'h6a9e586f5de2b738));
  assign bit_8  = (^(hash & 32'h5cdd09ab)) ^ (^(low & 64'hf0cf5b085cdd09ab))
                  ^ (^(high & 64'hd53cb0debbc56e71));
  assign bit_9  = (^(hash & 32'ha0eede48)) ^ (^(low & 64'h3fb9e508a0eede48))
                  ^ (^(high & 64'hb5e8ab4b4fe5f0c6));
  assign bit_10 = (^(hash & 32'h5889718f)) ^ (^(low & 64'ha15499095889718f))
                  ^ (^(high & 64'h74409c60a7a4cda9));
  assign bit_11 = (^(hash & 32'hb112e31f)) ^ (^(low & 64'h42a93212b112e31f))
                  ^ (^(high & 64'he88138c14f499b53));
  assign bit_12 = (^(hash & 32'h7b710b20)) ^ (^(low & 64'h5b75373d7b710b20))
                  ^ (^(high & 64'hce93bb74a6fc1a83));
  assign bit_13 = (^(hash & 32'hefb6db5e)) ^ (^(low & 64'h68cd3d62efb6db5e))
                  ^ (^(high & 64'h82b6bc1f75971923));
  assign bit_14 = (^(hash & 32'hc6397ba2)) ^ (^(low & 64'hfbd29ddc6397ba2))
                  ^ (^(high & 64'h1afcb2c8d3411e63));
  assign bit_15 = (^(hash & 32'h8c72f744)) ^ (^(low & 64'h1f7a53bb8c72f744))
                  ^ (^(high & 64'h35f96591a6823cc6));
  assign bit_16 = (^(hash & 32'h18e5ee88)) ^ (^(low & 64'h3ef4a77718e5ee88))
                  ^ (^(high & 64'h6bf2cb234d04798c));
  assign bit_17 = (^(hash & 32'h31cbdd10)) ^ (^(low & 64'h7de94eee31cbdd10))
                  ^ (^(high & 64'hd7e596469a08f318));
  assign bit_18 = (^(hash & 32'h7ac3773f)) ^ (^(low & 64'h25f5cec47ac3773f))
                  ^ (^(high & 64'hb05ae67b0c7eca15));
  assign bit_19 = (^(hash & 32'hecd22361)) ^ (^(low & 64'h95ccce90ecd22361))
                  ^ (^(high & 64'h7f2406002092b80f));
  assign bit_20 = (^(hash & 32'hd9a446c2)) ^ (^(low & 64'h2b999d21d9a446c2))
                  ^ (^(high & 64'hfe480c004125701f));
  assign bit_21 = (^(hash & 32'haa1c409a)) ^ (^(low & 64'h8914695baa1c409a))
                  ^ (^(high & 64'he301d2f6ba25cc1b));
  assign bit_22 = (^(hash & 32'h4d6c4c2a)) ^ (^(low & 64'hcc0f81af4d6c4c2a))
                  ^ (^(high & 64'hd9926f1b4c24b412));
  assign bit_23 = (^(hash & 32'h838c554a)) ^ (^(low & 64'h46385046838c554a))
                  ^ (^(high & 64'hacb514c0a0264400));
  assign bit_24 = (^(hash & 32'h1e4c678a)) ^ (^(low & 64'h5257f3951e4c678a))
                  ^ (^(high & 64'h46fbe3777823a425));
  assign bit_25 = (^(hash & 32'h3c98cf15)) ^ (^(low & 64'ha4afe72a3c98cf15))
                  ^ (^(high & 64'h8df7c6eef047484a));
  assign bit_26 = (^(hash & 32'h60655334)) ^ (^(low & 64'h97789d4c60655334))
                  ^ (^(high & 64'h47e472bd8e1bcb0));
  assign bit_27 = (^(hash & 32'hc0caa668)) ^ (^(low & 64'h2ef13a98c0caa668))
                  ^ (^(high & 64'h8fc8e57b1c37961));
  assign bit_28 = (^(hash & 32'h81954cd1)) ^ (^(low & 64'h5de2753181954cd1))
                  ^ (^(high & 64'h11f91caf6386f2c2));
  assign bit_29 = (^(hash & 32'h32a99a3)) ^ (^(low & 64'hbbc4ea63032a99a3))
                  ^ (^(high & 64'h23f2395ec70de584));
  assign bit_30 = (^(hash & 32'h6553347)) ^ (^(low & 64'h7789d4c606553347))
                  ^ (^(high & 64'h47e472bd8e1bcb09));
  assign bit_31 = (^(hash & 32'hcaa668f)) ^ (^(low & 64'hef13a98c0caa668f))
                  ^ (^(high & 64'h8fc8e57b1c379612));
  assign next   = {bit_31, bit_30, bit_29, bit_28, bit_27, bit_26, bit_25, bit_24, bit_23, bit_22,
                   bit_21, bit_20, bit_19, bit_18, bit_17, bit_16, bit_15, bit_14, bit_13, bit_12,
                   bit_11, bit_10, bit_9, bit_8, bit_7, bit_6, bit_5, bit_4, bit_3, bit_2, bit_1,
                   bit_0};

endmodule
