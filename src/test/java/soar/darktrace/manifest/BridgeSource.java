package soar.darktrace.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The Python source of the bridge, from which the manifest is rendered, and how code stands in a document of the pack. */
final class BridgeSource {

    /** Imports of modules that XSOAR provides; demisto-sdk removes these lines in the same way. */
    private static final Pattern IMPORT_OF_XSOAR =
            Pattern.compile("(?m)^(import demistomock as demisto|from CommonServerPython import \\*)\\R");

    private static final Pattern LINE_WITH_TEXT = Pattern.compile("(?m)^(?=.)");

    private BridgeSource() {}

    static String read() throws IOException {
        return Files.readString(Path.of("src", "main", "xsoar", "DarktraceConnector.py"));
    }

    /** The icon that XSOAR shows for the integration; {@code PackIconTest} draws it. */
    static byte[] icon() throws IOException {
        return Files.readAllBytes(Path.of("pack", "Integrations", "integration-Darktrace_Connector.png"));
    }

    /** Code as a block of YAML below a key at the margin. */
    static String indented(String code) {
        String alone = IMPORT_OF_XSOAR.matcher(code).replaceAll("").strip() + "\n";
        return LINE_WITH_TEXT.matcher(alone).replaceAll("  ");
    }
}
