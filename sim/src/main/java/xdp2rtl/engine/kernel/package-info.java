/// The Linux kernel as an engine: a program is loaded through bpf(2) and each packet is run by BPF_PROG_TEST_RUN.
///
/// The loaded copy differs from the program in four ways, none of which it can notice: maps are named by file
/// descriptors; the helpers that Linux leaves open are replaced by the stimulus's values; calls of the redirect
/// helpers go through subprograms that write down what was asked for and answered ([LoadedCode]), since a test run
/// does not tell; and functions clear their stack first ([ClearedStack]), since Linux leaves open what is on it.
///
/// A run lives on a thread of its own, which is bound to one CPU and, where the stimulus names interfaces that may
/// not exist, enters a network namespace of its own.
package xdp2rtl.engine.kernel;
