package xdp2rtl.hdl;

/// One line of a table of declarations: `kind [range] name  // remark`.
record Declaration(String kind, String range, String name, String remark) {}
