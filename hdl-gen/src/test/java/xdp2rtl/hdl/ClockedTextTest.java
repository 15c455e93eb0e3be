package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.hdl.VerilogWriterTest.body;
import static xdp2rtl.hdl.VerilogWriterTest.text;

import java.util.List;
import org.junit.jupiter.api.Test;

/// How what happens at the clock edge is printed: parts that are held, and state machines.
class ClockedTextTest {
    enum Step { IDLE, RUN, PAUSE, WAIT, STOP }

    @Test void aPartThatIsHeldKeepsItsRegistersButForTheReset() {
        var text = text(new Component("held") {
            final In held = in(1);
            final Out value = out(4);
            final Reg count = reg(4);

            @Override protected void logic() {
                keepWhile(held);
                count.next(count.plus(1));
                value.assign(count);
            }
        });
        assertTrue(text.endsWith("""
                  always @(posedge clk) begin
                    if (~held) begin
                      count <= count + 4'd1;
                    end
                    if (rst) begin
                      count <= 4'd0;
                    end
                  end

                endmodule
                """), text);
    }

    @Test void printsAStateMachineAsOneCase() {
        final class Machine extends Component {
            final In go = in(1);
            final Out busy = out(1);
            final Choice<Step> step = reg(Step.class, Step.IDLE);
            final Reg count = reg(4).noReset();

            Machine() {
                super("machine");
            }

            @Override protected void logic() {
                busy.assign(step.isNot(Step.IDLE).and(count.any()));
                cases(step,
                        on(Step.IDLE, () -> when(go, () -> step.next(Step.RUN))),
                        go(Step.RUN, Step.STOP),
                        on(List.of(Step.PAUSE, Step.WAIT), () -> count.next(count.plus(1))),
                        nothing(Step.STOP));
            }
        }
        assertTrue(body(new Machine()).contains("""
                  (* fsm_encoding = "none" *)
                  reg  [2:0] step;

                  reg  [3:0] count;
                """), body(new Machine()));
        assertTrue(body(new Machine()).contains("""
                  always @(posedge clk) begin
                    case (step)
                      STEP_IDLE: begin
                        if (go) begin
                          step <= STEP_RUN;
                        end
                      end
                      STEP_RUN:              step <= STEP_STOP;
                      STEP_PAUSE, STEP_WAIT: count <= count + 4'd1;
                      default: ;
                    endcase
                """), body(new Machine()));
    }

    @Test void aCaseOfWhichEveryCodeHasAnArmHasNoDefault() {
        final class Both extends Component {
            enum Half { ONE, OTHER }

            final Out y = out(1);
            final Choice<Half> half = reg(Half.class, Half.ONE);

            Both() {
                super("both");
            }

            @Override protected void logic() {
                y.assign(half.is(Half.ONE));
                cases(half, go(Half.ONE, Half.OTHER), go(Half.OTHER, Half.ONE));
            }
        }
        assertTrue(!body(new Both()).contains("default"), body(new Both()));
    }

    @Test void theMostCommonArmIsTheDefaultAndLongLabelsAreWrapped() {
        enum Letter {
            ALPHA_ALPHA_ALPHA, BETA_BETA_BETA_BETA, GAMMA_GAMMA_GAMMA, DELTA_DELTA_DELTA, EPSILON_EPSILON,
            ZETA_ZETA_ZETA,
            ETA_ETA_ETA_ETA, THETA_THETA_THETA,
            IOTA, KAPPA
        }

        final class Common extends Component {
            final Choice<Letter> letter = in(Letter.class);
            final In a = in(1);
            final In b = in(1);
            final Out y = out(1);
            final Out z = out(1);

            Common() {
                super("common");
            }

            @Override protected void logic() {
                y.assign(select(letter, l -> l == Letter.GAMMA_GAMMA_GAMMA ? b : a));
                z.assign(select(letter, l -> l.ordinal() < 4 ? b : a));
            }
        }
        assertTrue(body(new Common()).contains("""
                    case (letter)
                      LETTER_GAMMA_GAMMA_GAMMA: y = b;
                      default:                  y = a;
                    endcase
                """), body(new Common()));
        assertTrue(body(new Common()).contains("""
                      LETTER_ALPHA_ALPHA_ALPHA, LETTER_BETA_BETA_BETA_BETA, LETTER_GAMMA_GAMMA_GAMMA,
                      LETTER_DELTA_DELTA_DELTA: z = b;
                """), body(new Common()));
    }
}
