package soar.darktrace.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Python source of the bridge, from which the manifest is rendered. */
final class BridgeSource {

    private BridgeSource() {}

    static String read() throws IOException {
        return Files.readString(Path.of("src", "main", "xsoar", "DarktraceConnector.py"));
    }
}
