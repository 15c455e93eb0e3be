package xdp2rtl.core.maps;

/// The states of a change of a map and their accesses to the map memory; `docs/machine.md`, section 6, says what each
/// of them does.
enum MapState {
    IDLE, HIT, MISS, COUNT,
    FREE_READ(Read.STATE), FREE_DATA(Place.LINK, What.FOLLOWER), FREE_LINK(Place.ENTRY, What.FREE_HEAD),
    FREE_HEAD(Place.FREE_HEAD, What.ENTRY),
    EXTRA_READ(Read.EXTRA), EXTRA_DATA, EXTRA, EXTRA_WRITE(Place.EXTRA, What.ENTRY),
    STATE_READ(Read.STATE), STATE_DATA, ALLOCATE, POP_READ(Read.FRESH), POP_DATA,
    POP_WRITE(Place.FREE_HEAD, What.NEXT_FREE),
    BUMP(Place.STATE, What.BUMPED), NEW_META(Place.FRESH, What.FRESH_META), NEW_KEY_READ,
    NEW_KEY_DATA,
    NEW_KEY_WRITE(Place.KEY, What.PAIR), VALUE_READ, VALUE_DATA, VALUE_WRITE(Place.VALUE, What.PAIR),
    ZERO(Place.VALUE, What.ZEROS),
    LINK(Place.LINK, What.FRESH);

    /// The line that a state reads.
    enum Read { NONE, STATE, EXTRA, FRESH }

    /// Where a state writes, in the cycle after it.
    enum Place { NONE, LINK, ENTRY, STATE, FREE_HEAD, EXTRA, FRESH, KEY, VALUE }

    /// How much a state writes.
    enum Amount { NOTHING, LOW_HALF, WORD, LINE }

    /// What a state writes.
    enum What {
        NOTHING(Amount.NOTHING),
        FOLLOWER(Amount.LOW_HALF), FREE_HEAD(Amount.LOW_HALF), ENTRY(Amount.LOW_HALF), NEXT_FREE(Amount.LOW_HALF),
        FRESH(Amount.LOW_HALF),
        BUMPED(Amount.WORD), FRESH_META(Amount.WORD),
        PAIR(Amount.LINE), ZEROS(Amount.LINE);

        private final Amount amount;

        What(Amount amount) { this.amount = amount; }

        Amount amount() { return amount; }
    }

    private final Read read;
    private final Place place;
    private final What what;

    MapState() { this(Read.NONE, Place.NONE, What.NOTHING); }

    MapState(Read read) { this(read, Place.NONE, What.NOTHING); }

    MapState(Place place, What what) { this(Read.NONE, place, what); }

    MapState(Read read, Place place, What what) {
        this.read = read;
        this.place = place;
        this.what = what;
    }

    Read read() { return read; }
    Place place() { return place; }
    What what() { return what; }
}
