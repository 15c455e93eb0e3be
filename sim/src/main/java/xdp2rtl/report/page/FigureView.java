package xdp2rtl.report.page;

import gg.jte.Content;

/// A drawing and the same as a table.
///
/// @param note a sentence about how it was made, may be empty
public record FigureView(Content drawing, String note, TableView table) {}
