package soar.darktrace.network;

import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** A page for a browser, such as a login, where a program expects data. */
public final class WebPage {

    private WebPage() {}

    /** Whether the headers of an answer announce HTML. */
    public static boolean isAnnouncedBy(HttpHeaders headers) {
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).contains("html");
    }
}
