package xdp2rtl.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which packages use which, read from class files. Packages are named without their common `xdp2rtl.`.
final class Arrows {
    private static final Pattern TYPE = Pattern.compile("xdp2rtl/((?:[a-z0-9]+/)+)[A-Z]");

    /// For each package what it uses, itself left out; for each use the class that does.
    private final SortedMap<String, SortedMap<String, String>> uses = new TreeMap<>();

    /// Reads all classes below a folder.
    void read(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class"))
                    .forEach(this::readClass);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readClass(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = model.thisClass().asInternalName();
        packages(name, user -> {
            SortedMap<String, String> used = uses.computeIfAbsent(user, _ -> new TreeMap<>());
            Consumer<String> note = text -> packages(text, other -> {
                if (!other.equals(user)) {
                    used.putIfAbsent(other, name.replace('/', '.'));
                }
            });
            model.fields().forEach(field -> note.accept(field.fieldType().stringValue()));
            model.methods().forEach(method -> note.accept(method.methodType().stringValue()));
            for (PoolEntry entry : model.constantPool()) {
                switch (entry) {
                    case ClassEntry type -> note.accept(type.asInternalName());
                    case NameAndTypeEntry member -> note.accept(member.type().stringValue());
                    default -> {}
                }
            }
        });
    }

    private static void packages(String text, Consumer<String> found) {
        var matcher = TYPE.matcher(text);
        while (matcher.find()) {
            found.accept(matcher.group(1).substring(0, matcher.group(1).length() - 1).replace('/', '.'));
        }
    }

    Set<String> packages() {
        return new TreeSet<>(uses.keySet());
    }

    /// What a package uses, and a class that does.
    SortedMap<String, String> of(String user) {
        return uses.getOrDefault(user, new TreeMap<>());
    }
}
