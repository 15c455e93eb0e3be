/// What a user can get wrong: [InputError] says where, what, why and what to do, and is printed as it is. Beside it
/// what its messages are made with ([FileTrouble], [CountText]), [WholeFile], by which files appear whole or not at
/// all, and [Stage], which says what somebody waits for. Everything may use this package.
package xdp2rtl.diagnostic;
