package xdp2rtl.report;

/// What every verb that compiles a program says of it.
///
/// @param memory   a line: used and available of both memories
/// @param links    paragraphs: programs that tail calls can lead to, maps in maps of maps; may be empty
/// @param warnings paragraphs: what packets that run at once take from each other, loops; may be empty
public record Remarks(String memory, String links, String warnings) {}
