/// What must come before what: the order that operations of a program need beyond their registers, what is live between
/// blocks, and how often blocks are expected to run.
package xdp2rtl.depend;
