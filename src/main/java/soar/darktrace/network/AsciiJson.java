package soar.darktrace.network;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in ASCII, so that no receiver, database or signature depends on a character set. All public clients sign ASCII;
 * raw UTF-8 is unproven ({@code darktrace-api.md} §1.2). It is in this package because appliances, sinks and the database
 * need the same bytes, and this is the lowest package that all three use.
 */
public final class AsciiJson {

    /** Writes every character beyond ASCII as an escape. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AsciiJson() {}
}
