package xdp2rtl.schedule;

import java.util.List;
import java.util.Random;

/// A better order than that of the policies, by trial: some ranks of the best order are changed at random, and what
/// makes the region no dearer is kept, for from there something cheaper may be near. The numbers are the same in every
/// run, so the schedule is.
final class RankSearch {
    /// Trials of a region that runs for every packet, if it is small.
    private static final int MOST = 200;
    /// Trials in a row that find nothing cheaper, after which no more are made.
    private static final int IN_VAIN = 70;
    /// Trials with which nothing is found.
    private static final int FEWEST = 16;
    /// Operations up to which a region is small; a trial's time grows faster than they do.
    private static final double SMALL = 60;
    /// The share of the ranks that a trial changes, and how many it changes at least on average.
    private static final double CHANGED = 0.08;
    private static final double LEAST_CHANGED = 1.5;
    /// How far ranks move, as a power of e.
    private static final double SPREAD = 2.5;
    private static final double EQUAL = 1e-9;
    /// How much more or less urgent than by its policy a branch may be.
    private static final List<Double> FACTORS = List.of(0.03, 0.2, 5.0);

    private final Task task;
    private final Region region;
    private final Needs needs;
    private final Ranking ranking;
    private final List<Policy> policies;
    private RegionScheduler.Result best;
    private double[] ranks;

    /// @param policies that speculate as the region's may
    RankSearch(Task task, Region region, Needs needs, Ranking ranking, List<Policy> policies) {
        this.policies = policies;
        this.task = task;
        this.region = region;
        this.needs = needs;
        this.ranking = ranking;
    }

    /// The best result that is found, `start` if none is better.
    RegionScheduler.Result improve(RegionScheduler.Result start) {
        double size = Math.max(1, region.ops().size());
        int trials = (int) (MOST * Math.min(1, Math.pow(SMALL / size, 1.5))
                * Math.min(1, task.frequencies.of(region.block())));
        if (trials < FEWEST) { return start; }
        best = start;
        ranks = ranking.ranks(start.policy().focus());
        scaled();
        double least = ranking.paths().stream().mapToDouble(path -> path.weight() * path.bound()).sum();
        double chance = Math.max(CHANGED, LEAST_CHANGED / size);
        Random random = new Random(region.block());
        int vain = 0;
        for (int trial = 0; trial < trials && vain < IN_VAIN && best.cost() > least; trial++) {
            double[] changed = ranks.clone();
            for (int i = 0; i < changed.length; i++) {
                if (random.nextDouble() < chance) {
                    changed[i] *= Math.exp(SPREAD * random.nextGaussian());
                }
            }
            vain = attempt(best.policy(), changed) ? 0 : vain + 1;
        }
        return best;
    }

    /// Decides earlier or later than the policies would.
    private void scaled() {
        for (Policy policy : policies) {
            for (double factor : FACTORS) {
                double[] changed = ranking.ranks(policy.focus());
                region.ops().stream().filter(op -> op.kind == Op.Kind.FORK).forEach(op -> changed[op.id] *= factor);
                attempt(policy, changed);
            }
        }
    }

    /// Whether the order is cheaper than the best.
    private boolean attempt(Policy policy, double[] changed) {
        double before = best.cost();
        new RegionScheduler(task, region, needs, ranking, policy, changed).schedule(before + EQUAL)
                .ifPresent(result -> {
                    best = result;
                    ranks = changed;
                });
        return best.cost() < before - EQUAL;
    }
}
