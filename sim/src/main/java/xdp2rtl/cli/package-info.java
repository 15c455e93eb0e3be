/// The command line: one class a verb, one class a group of options.
///
/// A verb reads its input, does its work and returns an [Answer], which is printed as text for people or, with
/// `--json`, as one JSON object. What the user got wrong is an [xdp2rtl.diagnostic.InputError] on the way and becomes
/// one line on standard error, or the same as JSON on standard output, and exit code 2 ([Trouble]). Progress goes to
/// standard error. Heavy parts (Gson, the engines, the compiler) are loaded by the verbs that need them only: `inspect`
/// starts in a moment.
package xdp2rtl.cli;
