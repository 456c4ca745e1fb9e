package soar.darktrace.web;

import java.util.regex.Pattern;

/** What somebody sent who is not known, as a log line may have it: in that line, and not endless. */
final class LogText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private LogText() {}

    static String of(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return UNPRINTABLE.matcher(cut).replaceAll("\uFFFD");
    }
}
