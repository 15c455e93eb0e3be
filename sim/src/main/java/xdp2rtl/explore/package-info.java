/// Which core for a program: every one of a space of them measured on its model with the program's packets, its
/// resources and clock estimated by a fit to syntheses. [Exploration#of] does it, [Space] says which cores.
package xdp2rtl.explore;
