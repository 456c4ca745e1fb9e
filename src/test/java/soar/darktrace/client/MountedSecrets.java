package soar.darktrace.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Files as Kubernetes mounts a secret: links through a directory that is exchanged as a whole. */
final class MountedSecrets {

    private final Path directory;
    private int versions;

    MountedSecrets(Path directory) {
        this.directory = directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Exchanges all of the files at once. */
    void mount(Map<String, String> files) throws IOException {
        versions++;
        Path version = Files.createDirectories(directory.resolve("..version" + versions));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(version.resolve(file.getKey()), file.getValue());
        }
        Path next = Files.createSymbolicLink(directory.resolve("..next"), version.getFileName());
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : files.keySet()) {
            if (!Files.isSymbolicLink(file(name))) {
                Files.createSymbolicLink(file(name), Path.of("..data", name));
            }
        }
    }
}
