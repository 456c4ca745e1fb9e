package soar.darktrace.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.util.StringUtils;

/**
 * A file of the page, in memory.
 *
 * @param tag changes with the content; times do not, since the build gives all files the same
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PageFile(MediaType type, String tag, byte[] bytes) {

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", text("html"),
            "css", text("css"),
            "js", text("javascript"),
            "svg", new MediaType("image", "svg+xml"));

    static PageFile of(String name, Resource resource) throws IOException {
        MediaType type = TYPES.get(String.valueOf(StringUtils.getFilenameExtension(name)));
        if (type == null) {
            throw new IllegalStateException(name + " has no type that the page knows");
        }
        byte[] bytes = resource.getContentAsByteArray();
        return new PageFile(type, '"' + DigestUtils.md5DigestAsHex(bytes) + '"', bytes);
    }

    private static MediaType text(String subtype) {
        return new MediaType("text", subtype, StandardCharsets.UTF_8);
    }
}
