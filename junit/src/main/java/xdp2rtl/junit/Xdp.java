package xdp2rtl.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A parameter of a test that is a program ([XdpProgram]) of an object file.
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Xdp2RtlExtension.class)
public @interface Xdp {
    /// The file.
    String value();

    /// The program, where it has several.
    String program() default "";
}
