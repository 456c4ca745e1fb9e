package soar.darktrace.network;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it leaves this service: ASCII only, whatever it holds, so that no receiver, database or signature can fail on
 * a character set. Every client in the field signs ASCII; nobody has shown raw UTF-8 to work ({@code darktrace-api.md}
 * §1.2). It stands here because what is sent to an appliance, to a sink and to a database needs the same bytes, and this
 * is the lowest package that all three use.
 */
public final class AsciiJson {

    /** Writes every character beyond ASCII as an escape. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AsciiJson() {}
}
