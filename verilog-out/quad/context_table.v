// Who waits for an answer, and whose program has ended.
// Generated from ContextTable.java; edit that file instead.
module context_table (
  input  wire        clk,
  input  wire        rst,       // synchronous, active high
  input  wire [3:0]  context5,  // the bundle in BRANCH
  input  wire        valid,     // the bundle in EFFECT: it ends the program, waits, makes a request
  input  wire [3:0]  this_context,
  input  wire        ends,
  input  wire        waits,
  input  wire        requests,
  // EFFECT: a request of this context is outstanding, and does not complete in this cycle
  output wire        busy,
  output wire        resume,    // the context goes on
  input  wire        complete,
  input  wire [3:0]  complete_context,
  output wire        wake,      // the context goes on that was sleeping until the completion
  input  wire        refuse,    // a packet of unusable length arrived: it has finished
  input  wire [3:0]  refuse_context,
  input  wire        frees,     // the frame has been emptied
  input  wire [3:0]  frees_context,
  output wire [15:0] finished
);

  reg  [15:0] pending;
  reg  [15:0] sleeping;
  reg  [15:0] ending;  // the program has ended, its request has not
  reg  [15:0] done;
  reg         pending6;

  wire [15:0] completed;
  wire [15:0] unanswered;
  wire        outstanding;
  wire        sleeps;
  wire        ended;
  wire        ends_later;
  wire [15:0] released;
  wire        ends_now;

  // ---- requests ----

  assign completed   = {(complete_context == 4'd15) & complete,
                        (complete_context == 4'd14) & complete,
                        (complete_context == 4'd13) & complete,
                        (complete_context == 4'd12) & complete,
                        (complete_context == 4'd11) & complete,
                        (complete_context == 4'd10) & complete,
                        (complete_context == 4'd9) & complete,
                        (complete_context == 4'd8) & complete,
                        (complete_context == 4'd7) & complete,
                        (complete_context == 4'd6) & complete,
                        (complete_context == 4'd5) & complete,
                        (complete_context == 4'd4) & complete,
                        (complete_context == 4'd3) & complete,
                        (complete_context == 4'd2) & complete,
                        (complete_context == 4'd1) & complete,
                        (complete_context == 4'd0) & complete};
  assign unanswered  = pending & ~completed;
  assign busy        = pending6 & ~(complete & (complete_context == this_context));
  assign outstanding = requests | busy;

  // ---- what becomes of the context ----

  assign resume     = valid & ~ends & ~(waits & outstanding);
  assign sleeps     = valid & ~ends & waits & outstanding;
  assign wake       = |(sleeping & completed);
  assign ended      = valid & ends;
  assign ends_later = ended & outstanding;
  assign released   = {(frees_context == 4'd15) & frees, (frees_context == 4'd14) & frees,
                       (frees_context == 4'd13) & frees, (frees_context == 4'd12) & frees,
                       (frees_context == 4'd11) & frees, (frees_context == 4'd10) & frees,
                       (frees_context == 4'd9) & frees, (frees_context == 4'd8) & frees,
                       (frees_context == 4'd7) & frees, (frees_context == 4'd6) & frees,
                       (frees_context == 4'd5) & frees, (frees_context == 4'd4) & frees,
                       (frees_context == 4'd3) & frees, (frees_context == 4'd2) & frees,
                       (frees_context == 4'd1) & frees, (frees_context == 4'd0) & frees};
  assign ends_now   = ended & ~outstanding;
  assign finished   = done;

  always @(posedge clk) begin
    // requests
    pending6 <= unanswered[context5];
    pending <= unanswered
               | {(this_context == 4'd15) & requests, (this_context == 4'd14) & requests,
                  (this_context == 4'd13) & requests, (this_context == 4'd12) & requests,
                  (this_context == 4'd11) & requests, (this_context == 4'd10) & requests,
                  (this_context == 4'd9) & requests, (this_context == 4'd8) & requests,
                  (this_context == 4'd7) & requests, (this_context == 4'd6) & requests,
                  (this_context == 4'd5) & requests, (this_context == 4'd4) & requests,
                  (this_context == 4'd3) & requests, (this_context == 4'd2) & requests,
                  (this_context == 4'd1) & requests, (this_context == 4'd0) & requests};
    // what becomes of the context
    sleeping <= (sleeping & ~completed)
                | {(this_context == 4'd15) & sleeps, (this_context == 4'd14) & sleeps,
                   (this_context == 4'd13) & sleeps, (this_context == 4'd12) & sleeps,
                   (this_context == 4'd11) & sleeps, (this_context == 4'd10) & sleeps,
                   (this_context == 4'd9) & sleeps, (this_context == 4'd8) & sleeps,
                   (this_context == 4'd7) & sleeps, (this_context == 4'd6) & sleeps,
                   (this_context == 4'd5) & sleeps, (this_context == 4'd4) & sleeps,
                   (this_context == 4'd3) & sleeps, (this_context == 4'd2) & sleeps,
                   (this_context == 4'd1) & sleeps, (this_context == 4'd0) & sleeps};
    ending <= (ending & ~completed)
              | {(this_context == 4'd15) & ends_later, (this_context == 4'd14) & ends_later,
                 (this_context == 4'd13) & ends_later, (this_context == 4'd12) & ends_later,
                 (this_context == 4'd11) & ends_later, (this_context == 4'd10) & ends_later,
                 (this_context == 4'd9) & ends_later, (this_context == 4'd8) & ends_later,
                 (this_context == 4'd7) & ends_later, (this_context == 4'd6) & ends_later,
                 (this_context == 4'd5) & ends_later, (this_context == 4'd4) & ends_later,
                 (this_context == 4'd3) & ends_later, (this_context == 4'd2) & ends_later,
                 (this_context == 4'd1) & ends_later, (this_context == 4'd0) & ends_later};
    done <= (done & ~released) | (ending & completed)
            | {(this_context == 4'd15) & ends_now, (this_context == 4'd14) & ends_now,
               (this_context == 4'd13) & ends_now, (this_context == 4'd12) & ends_now,
               (this_context == 4'd11) & ends_now, (this_context == 4'd10) & ends_now,
               (this_context == 4'd9) & ends_now, (this_context == 4'd8) & ends_now,
               (this_context == 4'd7) & ends_now, (this_context == 4'd6) & ends_now,
               (this_context == 4'd5) & ends_now, (this_context == 4'd4) & ends_now,
               (this_context == 4'd3) & ends_now, (this_context == 4'd2) & ends_now,
               (this_context == 4'd1) & ends_now, (this_context == 4'd0) & ends_now}
            | {(refuse_context == 4'd15) & refuse, (refuse_context == 4'd14) & refuse,
               (refuse_context == 4'd13) & refuse, (refuse_context == 4'd12) & refuse,
               (refuse_context == 4'd11) & refuse, (refuse_context == 4'd10) & refuse,
               (refuse_context == 4'd9) & refuse, (refuse_context == 4'd8) & refuse,
               (refuse_context == 4'd7) & refuse, (refuse_context == 4'd6) & refuse,
               (refuse_context == 4'd5) & refuse, (refuse_context == 4'd4) & refuse,
               (refuse_context == 4'd3) & refuse, (refuse_context == 4'd2) & refuse,
               (refuse_context == 4'd1) & refuse, (refuse_context == 4'd0) & refuse};
    if (rst) begin
      pending <= 16'd0;
      sleeping <= 16'd0;
      ending <= 16'd0;
      done <= 16'd0;
      pending6 <= 1'b0;
    end
  end

endmodule
