package xdp2rtl.boards.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What holds in every cycle but the first: clauses over the registers of a model, each an expression of SMT-LIB in
/// which `[name]` is a register, as yosys-smtbmc reads them.
record Invariant(List<String> clauses) {
    private static final Pattern LATCH = Pattern.compile("(?m)^(inv)?latch (\\d+) (\\d+) (\\S+)$");
    private static final Pattern NET = Pattern.compile("(?m)^; yosys-smt2-(?:register|wire|input) (\\S+) (\\d+)$");
    private static final Pattern NAMES = Pattern.compile("(?m)^\\.ilb (.*)$");
    private static final Pattern CUBE = Pattern.compile("(?m)^([01-]+) 1$");

    Invariant {
        clauses = List.copyOf(clauses);
    }

    /// Of what ABC says (`pla`: states that are never reached, as cubes over latches) of a model that Yosys wrote as
    /// AIGER (`latches`: the names of the latches) and for yosys-smtbmc (`model`). Yosys adds a latch, 1 from the
    /// second cycle on; ABC adds one after all others, 1 when a condition on the surroundings has been broken.
    static Invariant of(String latches, String pla, String model) {
        var widths = new HashMap<String, Integer>();
        NET.matcher(model).results().forEach(net -> widths.put(net.group(1), Integer.parseInt(net.group(2))));
        var set = new TreeMap<Integer, String>();
        LATCH.matcher(latches).results().filter(latch -> widths.containsKey(latch.group(4))).forEach(latch -> {
            var name = "[" + latch.group(4) + "]";
            int bit = Integer.parseInt(latch.group(3));
            var value = widths.get(latch.group(4)) == 1 ? name
                    : "(= ((_ extract %d %d) %s) #b1 )".formatted(bit, bit, name);
            set.put(Integer.parseInt(latch.group(2)), latch.group(1) == null ? value : not(value));
        });
        var names = NAMES.matcher(pla);
        var columns = names.find()
                ? List.of(names.group(1).split(" ")).stream().map(name -> Integer.parseInt(name.substring(2))).toList()
                : List.<Integer>of();
        var clauses = new ArrayList<String>();
        CUBE.matcher(pla).results().forEach(cube -> clause(cube.group(1), columns, set).ifPresent(clauses::add));
        return new Invariant(clauses);
    }

    /// That a state is not in `cube`, unless the added latches say so already.
    private static Optional<String> clause(String cube, List<Integer> columns, Map<Integer, String> set) {
        int begun = set.size();
        var literals = new StringBuilder("(or false");
        for (int i = 0; i < columns.size(); i++) {
            if (cube.charAt(i) == '-') continue;
            boolean one = cube.charAt(i) == '1';
            int latch = columns.get(i);
            if (set.containsKey(latch)) literals.append(' ').append(one ? not(set.get(latch)) : set.get(latch));
            else if (one != (latch == begun)) return Optional.empty();
        }
        return Optional.of(literals + " )");
    }

    private static String not(String value) {
        return "(not " + value + " )";
    }

    /// A file of constraints: the clauses hold in the states that `where` says.
    String constraints(String where) {
        var text = new StringBuilder(where).append('\n');
        clauses.forEach(clause -> text.append("assert ").append(clause).append('\n'));
        return text.toString();
    }
}
