package xdp2rtl.host;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder for what does not outlive the machine's run.
final class RuntimeFolder {
    private static final Path RUN = Path.of("/run");
    private static final String OWN = "xdp2rtl";

    private RuntimeFolder() {}

    static Path path() {
        if (Files.isWritable(RUN)) { return RUN.resolve(OWN); }
        String ofUser = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
        return ofUser.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), OWN + "-" + System.getProperty("user.name"))
                : Path.of(ofUser, OWN);
    }
}
