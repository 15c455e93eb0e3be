package xdp2rtl.report.page;

import java.util.List;
import xdp2rtl.report.PassRun;

/// All that stands on the page of a program that was compiled.
///
/// @param title    the program
/// @param subtitle object, section, core
/// @param lead     the verdict, sentences
/// @param agrees   whether the engines agree
public record PageView(String title, String subtitle, List<StatView> stats, List<String> lead, boolean agrees,
        TableView links, TableView reasons, List<SourceView> sources, String nowhere, GridView grid, FigureView flow,
        TableView ways, FigureView timeline, TableView units, List<LegendView> phases, TableView passes,
        String passesNote, List<PassRun> runs,
        TableView memory, TableView maps, TableView hardware, String hardwareNote, FigureView rates,
        FigureView latency, TableView engines, String trace, List<String> remarks) {

    /// @param style of the colour
    /// @param share of the contexts' cycles
    public record LegendView(String style, String text, String share) {}
}
