package xdp2rtl.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Leaves a test, or all of a class, out where this machine does not have an engine, and says why. Without it such a
/// test fails.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Xdp2RtlExtension.class)
public @interface RequiresEngine {
    EngineKind[] value();
}
