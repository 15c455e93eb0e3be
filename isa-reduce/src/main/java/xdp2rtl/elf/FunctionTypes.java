package xdp2rtl.elf;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.LoadableTypes;
import xdp2rtl.btf.Slice;

/// The types of a program's functions, as Linux is told them when it loads the program: it verifies a global function
/// by itself, for all arguments of its types.
///
/// @param records   type records of BTF
/// @param count     of types in them
/// @param texts     the texts that they name
/// @param functions by the slot at which it starts, the number of each function's type
public record FunctionTypes(Bytes records, int count, Bytes texts, SortedMap<Integer, Integer> functions) {
    public FunctionTypes {
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    }

    /// What an object says of its functions.
    interface Source {
        /// Empty if the object says nothing of one of them.
        Optional<FunctionTypes> of(Collection<FunctionCode> functions);

        /// @param numbers by section and byte, the types of functions
        static Source of(ElfFile file, Btf btf, Map<String, Map<Long, Integer>> numbers, Collection<Function> all) {
            Optional<Section> section = file.section(".BTF");
            if (section.isEmpty()) { return _ -> Optional.empty(); }
            Slice types = section.get().data();
            Set<Integer> statics = new HashSet<>();
            all.stream().filter(Function::hidden)
                    .forEach(function -> number(numbers, function).ifPresent(statics::add));
            Bytes records = Bytes.of(LoadableTypes.records(types, statics));
            int count = btf.types().size() - 1;
            Bytes texts = Bytes.of(LoadableTypes.texts(types));
            return functions -> {
                var starts = new TreeMap<Integer, Integer>();
                functions.forEach(
                        code -> number(numbers, code.function()).ifPresent(type -> starts.put(code.base(), type)));
                return starts.size() == functions.size() ? Optional.of(new FunctionTypes(records, count, texts, starts))
                        : Optional.empty();
            };
        }

        private static Optional<Integer> number(Map<String, Map<Long, Integer>> numbers, Function function) {
            return Optional
                    .ofNullable(numbers.getOrDefault(function.section().name(), Map.of()).get((long) function.start()));
        }
    }
}
