package soar.darktrace.fetch;

/** Texts of Darktrace's in an incident, which are as long as they may be. */
public final class ShortText {

    private ShortText() {}

    /** The beginning of a text that is too long; no character is cut in half. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
