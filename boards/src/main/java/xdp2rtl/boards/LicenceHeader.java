package xdp2rtl.boards;

import xdp2rtl.hdl.Licence;

/// The licence of a generated file and whose it is, in the first lines that its language leaves for a comment.
public final class LicenceHeader {
    private LicenceHeader() {}

    /// `text` with the header, unless it has one or its language has no comments.
    public static String in(String path, String text) {
        if (text.contains("SPDX-License-Identifier")) return text;
        var name = path.substring(path.lastIndexOf('/') + 1);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "v", "vh", "sv", "h", "c", "cpp", "rdl" -> Licence.header("//") + text;
            case "gtkw" -> Licence.header("[*]") + text;
            case "tcl", "xdc", "mk", "Makefile", "sucl", "mapping" -> Licence.header("#") + text;
            case "sh", "core" -> behindFirstLine(text, Licence.header("#"));
            case "xml" -> behindFirstLine(text, "<!--\n" + Licence.header("") + "-->\n");
            case "svg" -> text + "<!--\n" + Licence.header("") + "-->\n";
            case "md" -> text + "\n<!--\n" + Licence.header("").replaceAll("(?m)^ ", "") + "-->\n";
            default -> text;
        };
    }

    /// A script's first line names its interpreter, that of a core description its format.
    private static String behindFirstLine(String text, String header) {
        int end = text.indexOf('\n') + 1;
        return text.substring(0, end) + header + text.substring(end);
    }
}
