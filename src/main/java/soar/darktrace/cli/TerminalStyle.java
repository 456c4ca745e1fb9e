package soar.darktrace.cli;

import java.util.Map;

/**
 * What stands out on a terminal, and nowhere else.
 *
 * @param isOn whether there is a terminal, and its owner wants colours (<a href="https://no-color.org">NO_COLOR</a>)
 */
record TerminalStyle(boolean isOn) {

    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    static TerminalStyle of(Map<String, String> environment) {
        return new TerminalStyle(
                !environment.getOrDefault(OutputFormat.COLUMNS, "").isEmpty()
                        && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    String title(String text) {
        return in(BOLD, text);
    }

    String good(String text) {
        return in(GREEN, text);
    }

    String bad(String text) {
        return in(RED, text);
    }

    String aside(String text) {
        return in(FAINT, text);
    }

    private String in(String style, String text) {
        return isOn && !text.isEmpty() ? style + text + PLAIN : text;
    }
}
