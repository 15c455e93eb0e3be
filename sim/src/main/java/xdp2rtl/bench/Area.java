package xdp2rtl.bench;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// What a core takes of an FPGA, by Yosys for Xilinx 7 series (`tests/synthesis`).
///
/// @param lut         LUTs, those used as memory included
/// @param lutAsMemory of them
/// @param ff          flip-flops
/// @param bram36      block RAMs of 36 Kbit
/// @param dsp         multipliers
/// @param ps          the longest path between registers, in picoseconds: cells only, no wires
public record Area(String core, int lut, int lutAsMemory, int ff, double bram36, int dsp, int ps) {
    /// The released hXDP core (4 lanes) by the same recipe; hXDP's own figure from Vivado is 42.9K LUT.
    public static final Area HXDP = new Area("hXDP", 45_249, 6_725, 20_381, 35.5, 0, 5_735);

    /// The named cores, as `bench --area` measured them; the README shows them.
    public static final List<Area> RECORDED = List.of(
            new Area("default", 21_831, 1_096, 17_656, 158, 10, 3_212),
            new Area("hxdp", 19_424, 1_088, 15_225, 70, 10, 3_212),
            new Area("small", 12_401, 1_092, 9_760, 34, 10, 3_212),
            new Area("wide", 29_509, 1_096, 23_970, 262, 10, 3_212),
            new Area("quad", 90_884, 5_384, 76_321, 668, 72, 3_212));

    /// As a table for the README.
    public static String markdown(List<Area> areas) {
        StringBuilder text = new StringBuilder("""
            | core | LUT | of them memory | flip-flops | RAMB36 | DSP | longest path, ns |
            |---|--:|--:|--:|--:|--:|--:|
            """);
        for (Area it : areas) {
            text.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %.1f | %d | %.2f |%n", it.core, it.lut,
                    it.lutAsMemory, it.ff,
                    it.bram36, it.dsp, it.ps / 1e3));
        }
        return text.toString();
    }

    /// Synthesizes a core; takes minutes. Several cores are that many times one, and what stands around them; paths
    /// that go from one to the other are not looked at.
    /// @throws InputError if Node.js or npm is missing, or the synthesis fails
    public static Area of(CoreConfig config) {
        if (config.cores() == 1) return of(config, "xc7");
        var one = of(config.withCores(1), "xc7");
        var around = of(config, List.of("--box=" + CoreGenerator.top(config.withCores(1))));
        return new Area(config.name(), around.lut + config.cores() * one.lut,
                around.lutAsMemory + config.cores() * one.lutAsMemory,
                around.ff + config.cores() * one.ff, around.bram36 + config.cores() * one.bram36,
                around.dsp + config.cores() * one.dsp,
                Math.max(around.ps, one.ps));
    }

    /// Synthesizes one core for a family of FPGAs, `xc7` or `xcup`; its path is that of 7 series in any case.
    static Area of(CoreConfig config, String family) {
        return of(config, List.of("--family=" + family));
    }

    private static Area of(CoreConfig config, List<String> options) {
        var all = new ArrayList<>(List.of("--top=" + CoreGenerator.top(config)));
        all.addAll(options);
        return new Gson().fromJson(Synthesis.run(config.name(), CoreGenerator.generate(config), all), Area.class);
    }
}
