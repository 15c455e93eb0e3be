package xdp2rtl.core;

import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Deals whole packets out to the cores in strict rotation; in the sequential mode all of them go to core "
        + "0. Data goes past it.")
final class Dispatcher extends Component {
    private final Shape shape;

    final In sequential = in(1);
    final In tvalid = in(1);
    final Out tready = out(1);
    final In tlast = in(1);
    @Doc("of each core's input")
    final List<Out> coreValid = outs(shape.config().cores(), 1);
    final List<In> coreReady = ins(shape.config().cores(), 1);

    @Doc("whose packet it is that stands at the input")
    final Reg turn = reg(shape.coreBits());

    Dispatcher(Shape shape) {
        this.shape = shape;
        super("dispatcher");
    }

    @Override protected void logic() {
        for (int i = 0; i < coreValid.size(); i++) coreValid.get(i).assign(tvalid.and(turn.is(i)));
        tready.assign(select(turn, coreReady));
        when(tvalid.and(tready).and(tlast).and(sequential.not()), () -> turn.next(shape.coreAfter(turn)));
    }
}
