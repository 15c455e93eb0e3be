package xdp2rtl.reduce.rules;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// One rewrite.
///
/// @param name   unique in its set
/// @param text   `before => after if guard`, for people
/// @param guard  what must hold of an operation that fits the pattern
/// @param result what it becomes
/// @param <I>    what is rewritten
/// @param <O>    what comes out
public record Rule<I, O>(String name, String text, Pattern pattern, Predicate<Match<I>> guard,
        Function<Match<I>, O> result) {
    /// A rule whose pattern says all.
    static <I, O> Rule<I, O> of(String name, String text, Pattern pattern, Function<Match<I>, O> result) {
        return new Rule<>(name, text, pattern, _ -> true, result);
    }

    static <I, O> Rule<I, O> of(String name, String text, Pattern pattern, Predicate<Match<I>> guard,
            Function<Match<I>, O> result) {
        return new Rule<>(name, text, pattern, guard, result);
    }

    /// What the operation becomes, if the rule fits.
    public Optional<O> apply(Match<I> match) {
        return pattern.fits(match) && guard.test(match) ? Optional.of(result.apply(match)) : Optional.empty();
    }
}
