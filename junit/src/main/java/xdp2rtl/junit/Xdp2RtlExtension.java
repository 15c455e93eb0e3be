package xdp2rtl.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// What JUnit asks for [RequiresEngine] and [Xdp].
public final class Xdp2RtlExtension implements ExecutionCondition, ParameterResolver {
    @Override public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<RequiresEngine> required =
                context.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, RequiresEngine.class));
        if (required.isPresent()) {
            for (EngineKind kind : required.get().value()) {
                Optional<String> reason = EngineCheck.missing(kind);
                if (reason.isPresent()) {
                    return ConditionEvaluationResult.disabled("no engine %s here: %s".formatted(kind, reason.get()));
                }
            }
        }
        return ConditionEvaluationResult.enabled("all engines are here");
    }

    @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Xdp.class) && parameter.getParameter().getType() == XdpProgram.class;
    }

    @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Xdp named = parameter.findAnnotation(Xdp.class).orElseThrow();
        XdpProgram program = Xdp2Rtl.xdp(named.value());
        return named.program().isEmpty() ? program : program.named(named.program());
    }
}
