package xdp2rtl.boards;

import xdp2rtl.isa.ControlRegister;

/// The registers of a board in IP-XACT (IEEE 1685-2014), for register tools and vendors' catalogues.
final class IpXact {
    private static final String NAMESPACE = "http://www.accellera.org/XMLSchema/IPXACT/1685-2014";

    private IpXact() {}

    static String text(Board board) {
        var text = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <ipxact:component xmlns:ipxact="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="%s %s/index.xsd">
              <ipxact:vendor>xdp2rtl</ipxact:vendor>
              <ipxact:library>boards</ipxact:library>
              <ipxact:name>%s</ipxact:name>
              <ipxact:version>%d</ipxact:version>
              <ipxact:memoryMaps>
                <ipxact:memoryMap>
                  <ipxact:name>s_axil</ipxact:name>
                  <ipxact:addressBlock>
                    <ipxact:name>registers</ipxact:name>
                    <ipxact:baseAddress>'h0</ipxact:baseAddress>
                    <ipxact:range>'h%x</ipxact:range>
                    <ipxact:width>32</ipxact:width>
                    <ipxact:usage>register</ipxact:usage>
            """.formatted(NAMESPACE, NAMESPACE, NAMESPACE, board.name(), ControlRegister.VERSION_VALUE,
                1 << ControlRegister.ADDRESS_BITS));
        RegisterRow.of(board.shell()).forEach(row -> register(text, row));
        return text.append("""
                  </ipxact:addressBlock>
                  <ipxact:addressUnitBits>8</ipxact:addressUnitBits>
                </ipxact:memoryMap>
              </ipxact:memoryMaps>
            </ipxact:component>
            """).toString();
    }

    private static void register(StringBuilder text, RegisterRow row) {
        text.append("""
                    <ipxact:register>
                      <ipxact:name>%s</ipxact:name>
                      <ipxact:description>%s</ipxact:description>
            %s          <ipxact:addressOffset>'h%x</ipxact:addressOffset>
                      <ipxact:size>32</ipxact:size>
                      <ipxact:volatile>true</ipxact:volatile>
                      <ipxact:access>%s</ipxact:access>
            """.formatted(row.name(), escaped(row.meaning()),
                row.count() == 1 ? "" : "          <ipxact:dim>%d</ipxact:dim>\n".formatted(row.count()), row.offset(),
                switch (row.access()) {
                    case READ -> "read-only";
                    case WRITE -> "write-only";
                    case BOTH -> "read-write";
                }));
        for (var field : row.fields()) {
            text.append("""
                          <ipxact:field>
                            <ipxact:name>%s</ipxact:name>
                %s            <ipxact:bitOffset>%d</ipxact:bitOffset>
                            <ipxact:bitWidth>%d</ipxact:bitWidth>
                          </ipxact:field>
                """.formatted(field.name(), field.meaning().isEmpty() ? ""
                    : "            <ipxact:description>%s</ipxact:description>\n".formatted(escaped(field.meaning())),
                    field.low(), field.bits()));
        }
        text.append("        </ipxact:register>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
