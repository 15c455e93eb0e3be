package xdp2rtl.hdl;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Set;

/// The Java line of the hardware description that is being executed: the innermost frame that belongs neither
/// to this library nor to the JDK.
record Where(String text) {
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE));

    /// The tests of this library share its package, not its place on the class path: they count as callers.
    private static final ClassValue<Boolean> SKIPPED = new ClassValue<>() {
        @Override protected Boolean computeValue(Class<?> type) {
            if (type.getName().startsWith("java.") || type.getName().startsWith("jdk.")) return true;
            return type.getPackage() == Where.class.getPackage()
                    && type.getProtectionDomain().equals(Where.class.getProtectionDomain());
        }
    };

    static Where caller() {
        return WALKER.walk(frames -> frames
                .filter(frame -> !SKIPPED.get(frame.getDeclaringClass()))
                .findFirst()
                .map(Where::of)
                .orElse(new Where("unknown line")));
    }

    private static Where of(StackFrame frame) {
        return new Where(frame.getFileName() + ":" + frame.getLineNumber());
    }

    @Override public String toString() {
        return text;
    }
}
