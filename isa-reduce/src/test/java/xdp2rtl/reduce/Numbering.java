package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;

/// Gives the registers of a graph the numbers from 0 on, in the order in which their definitions stand.
final class Numbering {
    private Numbering() {}

    static Graph compact(Graph graph) {
        int[] number = new int[graph.values()];
        Arrays.fill(number, -1);
        int count = 0;
        for (Block block : graph.blocks()) {
            for (Reg parameter : block.parameters()) {
                number[parameter.number()] = count++;
            }
            for (Step step : block.steps()) {
                if (step.operation().writes().isPresent()) {
                    number[step.operation().writes().get().number()] = count++;
                }
            }
        }
        List<Block> blocks = new ArrayList<>(graph.blocks().size());
        for (Block block : graph.blocks()) {
            List<Reg> parameters = new ArrayList<>(block.parameters().size());
            for (Reg parameter : block.parameters()) {
                parameters.add(new Reg(number[parameter.number()]));
            }
            List<Step> steps = new ArrayList<>(block.steps().size());
            for (Step step : block.steps()) {
                steps.add(new Step(
                        step.operation().rename(use -> new Reg(number[use.number()]),
                                def -> new Reg(number[def.number()])),
                        step.origin()));
            }
            blocks.add(new Block(block.id(), parameters, steps));
        }
        return new Graph(blocks, count);
    }
}
