#!/bin/sh
# Rebuilds every example's object beside its source. The same clang and headers give the same bytes, in any folder:
# no path, time or DWARF goes into the object; BTF, and BTF.ext with the C lines, stay.
set -eu
cd "$(dirname "$0")"

find_tool() {
	for tool in "$1-19" "$1"; do
		if command -v "$tool" >/dev/null && "$tool" --version | grep -q 'version 19\.'; then
			echo "$tool"
			return
		fi
	done
	echo "build.sh: $1 19 is missing. Install it: apt-get install clang-19 llvm-19 libbpf-dev linux-libc-dev" >&2
	return 1
}

clang=$(find_tool clang)
strip=$(find_tool llvm-strip)
if [ ! -e /usr/include/bpf/bpf_helpers.h ]; then
	echo "build.sh: bpf/bpf_helpers.h is missing. Install it: apt-get install libbpf-dev" >&2
	exit 1
fi

for source in */*.bpf.c; do
	object="${source%.c}.o"
	"$clang" -O2 -g -target bpf -mcpu=v3 -Wall -Wextra -Werror -fno-ident -ffile-prefix-map="$PWD"=. \
		-isystem "/usr/include/$(uname -m)-linux-gnu" -c "$source" -o "$object"
	"$strip" -g "$object"
	echo "$object"
done
