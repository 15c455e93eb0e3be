package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A component and everything below it, checked and ready to print.
///
/// Equal parameters give equal bytes. Two components with one module name must print the same module: the
/// name carries the parameters.
public final class Design {
    private final Component top;
    private final Map<String, String> files;

    private Design(Component top, Map<String, String> files) {
        this.top = top;
        this.files = files;
    }

    /// Elaborates `top`, which has not been elaborated before.
    ///
    /// @throws HdlError for the first rule that the description breaks
    public static Design of(Component top) {
        var components = top.all();
        for (var component : components) Naming.apply(component);
        for (var component : components) component.body().run(component::logic);
        for (var component : components) {
            Naming.checkAll(component);
            NameCheck.run(component);
            new FormCheck(component).run();
            new DriverCheck(component).run();
            new UseCheck(component).run();
        }
        LoopCheck.run(components);
        return new Design(top, print(components));
    }

    private static Map<String, String> print(List<Component> components) {
        var files = new LinkedHashMap<String, String>();
        var makers = new HashMap<String, Component>();
        for (var component : components) {
            var file = component.moduleName() + ".v";
            var text = new VerilogWriter(component).text();
            var earlier = files.putIfAbsent(file, text);
            var maker = makers.putIfAbsent(file, component);
            if (earlier != null && !earlier.equals(text)) {
                var classes = component.getClass().getSimpleName() + ", " + maker.getClass().getSimpleName();
                throw new HdlError(component.where(), "two different modules are called "
                        + component.moduleName() + " (" + classes + "); put what differs into the name");
            }
        }
        return Collections.unmodifiableMap(files);
    }

    /// Name of the top module.
    public String top() {
        return top.moduleName();
    }

    /// File name to Verilog text, one module per file, children before their parents.
    public Map<String, String> files() {
        return files;
    }

    /// File names in the order of {@link #files()}.
    public List<String> fileNames() {
        return new ArrayList<>(files.keySet());
    }
}
