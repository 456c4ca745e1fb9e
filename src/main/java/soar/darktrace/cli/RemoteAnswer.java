package soar.darktrace.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The answer of a running connector, as it came. */
record RemoteAnswer(JsonNode body) {

    String table() {
        return body.path("readable_output").asString();
    }

    List<String> warnings() {
        return body.path("warnings")
                .valueStream()
                .map(warning -> warning.asString(""))
                .toList();
    }

    boolean isPartial() {
        return !body.path("failed").isEmpty();
    }
}
