package xdp2rtl.verifier;

/// A type and which value it is: two places with the same `id` hold the same value, so that what a test tells
/// about one is known of the other. [#ANY] is no value in particular.
public record Typed(Type type, long id) {
    public static final long ANY = 0;

    public static Typed of(Type type) { return new Typed(type, ANY); }
}
