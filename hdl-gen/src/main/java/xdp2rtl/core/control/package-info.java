/// What a program does next, from issue to the effects of its bundles, and the registers by which a host commands the
/// core and looks at it.
package xdp2rtl.core.control;
