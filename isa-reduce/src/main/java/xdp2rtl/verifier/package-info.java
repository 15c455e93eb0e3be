/// What every register and stack slot of a program holds, as far as it can be known before it runs: which
/// memory a pointer leads to, what a number lies between, how much of the packet is known to be there.
///
/// An abstract interpretation over [xdp2rtl.cfg.Cfg] to a fixed point. It accepts what Linux's verifier
/// accepts, with two differences: paths are joined where they meet, and told apart, by copying the blocks in
/// between, only where a use needs it ([xdp2rtl.verifier.Analysis] says how often at most); and ranges are not
/// demanded, only used where they are known, because the hardware checks every access itself. What is
/// certainly wrong is refused with [xdp2rtl.diagnostic.InputError].
package xdp2rtl.verifier;
