// Who waits for an answer, and whose program has ended.
// Generated from ContextTable.java; edit that file instead.
module context_table (
  input  wire       clk,
  input  wire       rst,       // synchronous, active high
  input  wire [1:0] context5,  // the bundle in BRANCH
  input  wire       valid,     // the bundle in EFFECT: it ends the program, waits, makes a request
  input  wire [1:0] this_context,
  input  wire       ends,
  input  wire       waits,
  input  wire       requests,
  // EFFECT: a request of this context is outstanding, and does not complete in this cycle
  output wire       busy,
  output wire       resume,    // the context goes on
  input  wire       complete,
  input  wire [1:0] complete_context,
  output wire       wake,      // the context goes on that was sleeping until the completion
  input  wire       refuse,    // a packet of unusable length arrived: it has finished
  input  wire [1:0] refuse_context,
  input  wire       frees,     // the frame has been emptied
  input  wire [1:0] frees_context,
  output wire [3:0] finished
);

  reg  [3:0] pending;
  reg  [3:0] sleeping;
  reg  [3:0] ending;  // the program has ended, its request has not
  reg  [3:0] done;
  reg        pending6;

  wire [3:0] completed;
  wire [3:0] unanswered;
  wire       outstanding;
  wire       sleeps;
  wire       ended;
  wire       ends_later;
  wire [3:0] released;
  wire       ends_now;

  // ---- requests ----

  assign completed   = {(complete_context == 2'd3) & complete,
                        (complete_context == 2'd2) & complete,
                        (complete_context == 2'd1) & complete,
                        (complete_context == 2'd0) & complete};
  assign unanswered  = pending & ~completed;
  assign busy        = pending6 & ~(complete & (complete_context == this_context));
  assign outstanding = requests | busy;

  // ---- what becomes of the context ----

  assign resume     = valid & ~ends & ~(waits & outstanding);
  assign sleeps     = valid & ~ends & waits & outstanding;
  assign wake       = |(sleeping & completed);
  assign ended      = valid & ends;
  assign ends_later = ended & outstanding;
  assign released   = {(frees_context == 2'd3) & frees, (frees_context == 2'd2) & frees,
                       (frees_context == 2'd1) & frees, (frees_context == 2'd0) & frees};
  assign ends_now   = ended & ~outstanding;
  assign finished   = done;

  always @(posedge clk) begin
    // requests
    pending6 <= unanswered[context5];
    pending <= unanswered
               | {(this_context == 2'd3) & requests, (this_context == 2'd2) & requests,
                  (this_context == 2'd1) & requests, (this_context == 2'd0) & requests};
    // what becomes of the context
    sleeping <= (sleeping & ~completed)
                | {(this_context == 2'd3) & sleeps, (this_context == 2'd2) & sleeps,
                   (this_context == 2'd1) & sleeps, (this_context == 2'd0) & sleeps};
    ending <= (ending & ~completed)
              | {(this_context == 2'd3) & ends_later, (this_context == 2'd2) & ends_later,
                 (this_context == 2'd1) & ends_later, (this_context == 2'd0) & ends_later};
    done <= (done & ~released) | (ending & completed)
            | {(this_context == 2'd3) & ends_now, (this_context == 2'd2) & ends_now,
               (this_context == 2'd1) & ends_now, (this_context == 2'd0) & ends_now}
            | {(refuse_context == 2'd3) & refuse, (refuse_context == 2'd2) & refuse,
               (refuse_context == 2'd1) & refuse, (refuse_context == 2'd0) & refuse};
    if (rst) begin
      pending <= 4'd0;
      sleeping <= 4'd0;
      ending <= 4'd0;
      done <= 4'd0;
      pending6 <= 1'b0;
    end
  end

endmodule
