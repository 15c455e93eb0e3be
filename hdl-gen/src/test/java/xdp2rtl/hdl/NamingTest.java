package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamingTest {
    private record Stream(In valid, Out ready, @Doc("one word") In data) {}

    private record Link(Stream forth, List<Out> lamps) {}

    private static final class Names extends Component {
        final In pushValid = in(1);
        final In[] lane = {in(1), in(1)};
        final Link link = new Link(new Stream(in(1), out(1), in(1)), outs(2, 1));
        final Optional<Out> trace = Optional.of(out(1));
        final Optional<Out> none = Optional.empty();
        final Map<ExampleAlu.Op, Reg> unit =
                new EnumMap<>(Map.of(ExampleAlu.Op.ADD, reg(1), ExampleAlu.Op.MOV, reg(1)));
        final In alias = pushValid;

        Names() {
            super("names");
        }

        @Override protected void logic() {
            unit.values().forEach(reg -> reg.next(pushValid));
            var all = Bits.concat(lane[0], lane[1], link.forth.valid, link.forth.data, unit.get(ExampleAlu.Op.ADD),
                    unit.get(ExampleAlu.Op.MOV), alias).all();
            link.forth.ready.assign(all.not());
            link.lamps.forEach(lamp -> lamp.assign(pushValid));
            trace.orElseThrow().assign(pushValid);
        }
    }

    @Test void namesWhatArraysListsRecordsMapsAndOptionalsHold() {
        var names = new Names();
        Design.of(names);
        assertEquals(List.of("push_valid", "lane_0", "lane_1", "link_forth_valid", "link_forth_ready",
                "link_forth_data",
                "link_lamps_0", "link_lamps_1", "trace", "unit_add", "unit_mov"),
                names.body().signals().stream().map(Signal::name).sorted(Comparator.comparing(
                        name -> List.of('p', 'l', 't', 'u').indexOf(name.charAt(0)))).toList());
        assertEquals("one word", names.link.forth.data.doc());
    }

    @Test void writesCamelCaseInSnakeCase() {
        assertEquals("push_valid", Naming.snake("pushValid"));
        assertEquals("axi_bus", Naming.snake("AXIBus"));
        assertEquals("r0_data64", Naming.snake("r0Data64"));
        assertEquals("alu_op", Naming.snake("AluOp"));
        assertEquals("add_sub", Naming.snake("ADD_SUB"));
    }
}
