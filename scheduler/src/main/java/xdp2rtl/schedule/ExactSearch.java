package xdp2rtl.schedule;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;

/// The fastest schedule of a region by a solver, or a bound that says how far from it a schedule is at most.
///
/// The solver's rows are orders for the scheduler, which keeps all rules: what it makes of them is a schedule like any
/// other. The solver's time is counted in its own steps, so the answer is the same on every machine.
final class ExactSearch {
    /// Places of operations above which the model is not worth its time.
    private static final int MOST_PLACES = 3000;
    private static final double EQUAL = 1e-6;

    private final Task task;
    private final Region region;
    private final Needs needs;
    private final Ranking ranking;

    ExactSearch(Task task, Region region, Needs needs, Ranking ranking) {
        this.task = task;
        this.region = region;
        this.needs = needs;
        this.ranking = ranking;
    }

    /// The best result that is found, `start` if none is better, with the bound.
    ///
    /// @param seconds for a region that runs for each packet
    /// @throws InputError if the solver does not run on this machine
    RegionScheduler.Result improve(RegionScheduler.Result start, List<Policy> policies, double seconds) {
        double alone = ranking.paths().stream().mapToDouble(path -> path.weight() * path.bound()).sum();
        int horizon = start.lengths().values().stream().mapToInt(length -> length).max().orElse(0);
        if (start.expected() <= alone + EQUAL || horizon == 0) { return start; }
        load();
        var model = new ExactModel(region, ranking, task.config, horizon);
        if (model.size() > MOST_PLACES) { return start; }
        var solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(region.block()).setMaxDeterministicTime(
                seconds * Math.min(1, task.frequencies.of(region.block())));
        CpSolverStatus status = solver.solve(model.model);
        RegionScheduler.Result best = start;
        if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
            double[] ranks = model.ranks(solver::value);
            for (Policy policy : policies) {
                best = new RegionScheduler(task, region, needs, ranking, policy, ranks).schedule(best.cost() - EQUAL)
                        .orElse(best);
            }
        }
        // Every weight is rounded down, so is the bound.
        return best.withLeast(Math.max(alone, solver.bestObjectiveBound() / ExactModel.SCALE));
    }

    private static void load() {
        try {
            Loader.loadNativeLibraries();
        } catch (RuntimeException | UnsatisfiedLinkError error) {
            throw new InputError("--exact", "the solver does not run on this machine",
                    Optional.ofNullable(error.getMessage()).orElse(error.toString()), "Leave --exact out");
        }
    }
}
