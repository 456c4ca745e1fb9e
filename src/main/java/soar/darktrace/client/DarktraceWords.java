package soar.darktrace.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What Darktrace says of a refusal, for a sentence; nothing of a page that some gateway made. */
final class DarktraceWords {

    private static final int LONGEST = 200;

    /** {@code {"error": "INPUT ERROR"}}, {@code {"response": "…"}}, with its escapes; the body may be cut off. */
    private static final Pattern SAID = Pattern.compile(
            "\"(?:error|response|message)\"\\s*:\\s*\"([^\"\\\\]*+(?:\\\\(?:u[0-9a-fA-F]{4}|[^u])[^\"\\\\]*+){0,100}+)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");

    private DarktraceWords() {}

    /** Completes a sentence with the words in the body of a refusal, if there are any. */
    static String quoted(String body) {
        Matcher words = SAID.matcher(body);
        return words.find() && !words.group(1).isBlank()
                ? "; it says \"" + cut(unescaped(words.group(1))) + "\"."
                : ".";
    }

    private static String unescaped(String json) {
        try {
            return JsonMapper.shared().readTree("\"" + json + "\"").stringValue();
        } catch (JacksonException e) {
            return json;
        }
    }

    /** One line of words, cut where it is too long. */
    static String cut(String words) {
        String line = CONTROL.matcher(words).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
