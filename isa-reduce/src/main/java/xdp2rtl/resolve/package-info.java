/// What Linux resolves before it judges a program: the branches that constants decide, and with them the code, the maps
/// and the missing things that no run reaches. Only what is left is refused or compiled. And what a loader decides:
/// which programs tail calls can lead to.
package xdp2rtl.resolve;
