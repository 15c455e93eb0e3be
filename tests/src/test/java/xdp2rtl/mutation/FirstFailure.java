package xdp2rtl.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the test classes that it is given, one after the other, until a test fails. Exit code 0 if none does, 3 if one
/// does; the last line of output says which.
final class FirstFailure implements TestExecutionListener {
    static final int FOUND = 3;
    static final String MARK = "failed: ";

    private final PrintStream out;

    private FirstFailure(PrintStream out) { this.out = out; }

    @Override public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            out.println(MARK + test.getSource().map(source -> source instanceof MethodSource method
                    ? simple(method.getClassName()) + "." + method.getMethodName()
                    : simple(((ClassSource) source).getClassName())).orElseThrow());
            out.flush();
            // The rest would only take time.
            Runtime.getRuntime().halt(FOUND);
        }
    }

    private static String simple(String name) { return name.substring(name.lastIndexOf('.') + 1); }

    public static void main(String[] classes) throws ClassNotFoundException {
        PrintStream out = System.out;
        System.setOut(System.err);
        for (String name : classes) {
            out.println("runs: " + simple(name));
            out.flush();
            var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Class.forName(name))).build();
            LauncherFactory.create().execute(request, new FirstFailure(out));
        }
        Runtime.getRuntime().halt(0);
    }
}
