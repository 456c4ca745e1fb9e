package soar.darktrace.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import tools.jackson.databind.JsonNode;

/** Any JSON that a caller sends. Spring prints what it decodes, at TRACE, and this may hold tokens. */
public record RequestDocument(JsonNode tree) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RequestDocument {}

    @Override
    public String toString() {
        return "RequestDocument[REDACTED]";
    }
}
