package soar.darktrace.feature.search;

/** What is said of an answer that may not be all. */
final class PartialAnswer {

    /** Darktrace answers so where nothing was found, and perhaps for other reasons. */
    static final String EMPTY = "Darktrace answered without a body, as it does where nothing is found.";

    private PartialAnswer() {}

    static String sentence(String reason) {
        return "This answer is partial, there may be more: " + reason + (reason.endsWith(".") ? "" : ".");
    }
}
