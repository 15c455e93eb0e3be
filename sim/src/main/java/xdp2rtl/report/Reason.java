package xdp2rtl.report;

/// What keeps an operation from standing one bundle earlier.
public enum Reason {
    START("start", "the program begins"),
    JOIN("join", "several ways lead here"),
    REGION("region", "a region begins; the scheduler moves nothing over its border"),
    CHAIN("chain", "it reads what is computed in the bundle before"),
    ORDER("order", "memory, requests and borders of the packet keep their order"),
    WAIT("wait", "the bundle before waits for the map unit or the divider"),
    BRANCH("branch", "it has an effect, and the branch before must be decided first"),
    UNIT("unit", "no lane with its unit is free in the bundle before"),
    LANES("lanes", "no lane is free in the bundle before"),
    REGISTER("register", "its register belongs to a lane that is taken in the bundle before, or is still read"),
    END("end", "it ends the way of the operations beside it"),
    FREE("slack", "nothing: it could stand earlier, and no packet would be faster");

    private final String text;
    private final String meaning;

    Reason(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /// A word.
    public String text() { return text; }

    /// A sentence.
    public String meaning() { return meaning; }
}
