/// What a report says of a program on a core, as records: [ReportFacts#of] gathers them from a compiled program and a
/// trace, by running the trace on the core's model. [xdp2rtl.report.page] makes a page of them.
package xdp2rtl.report;
