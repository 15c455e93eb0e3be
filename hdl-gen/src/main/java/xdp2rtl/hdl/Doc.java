package xdp2rtl.hdl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A comment for the reader of the Verilog: the header of a component's module, or the remark beside the
/// declaration of a field (or of a record component, where ports are bundled in a record);
/// of a list, beside its first element.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Doc {
    String value();
}
