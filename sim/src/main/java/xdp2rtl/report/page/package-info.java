/// The page of a report: from the facts of [xdp2rtl.report] to what stands on it, in words and figures (the records
/// named `...View`), and from that to one file of HTML and SVG without scripts that are needed or files beside it
/// ([ReportPage]). The templates are in `src/main/jte`.
package xdp2rtl.report.page;
