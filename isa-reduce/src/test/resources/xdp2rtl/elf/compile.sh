#!/bin/sh
# Makes the objects of this folder from their C. They are checked in, so that the tests need no compiler.
# Needs: apt-get install clang-19 llvm-19
set -e
cd "$(dirname "$0")"
for source in *.c; do
    cpu=v3
    [ "$source" = v4.c ] && cpu=v4
    object="${source%.c}.o"
    clang-19 -O2 -g -Wall -Werror -target bpf -mcpu=$cpu "-ffile-prefix-map=$PWD=." -c "$source" -o "$object"
    llvm-strip-19 -g "$object"
done
