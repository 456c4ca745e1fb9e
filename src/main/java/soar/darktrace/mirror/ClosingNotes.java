package soar.darktrace.mirror;

/**
 * The notes of an incident that the mirror closes, because it was acknowledged in Darktrace. XSOAR sends them back as those of
 * any other closing, and Darktrace need not be told.
 */
final class ClosingNotes {

    private static final String BEGINNING = "Acknowledged in Darktrace";

    private ClosingNotes() {}

    /**
     * The notes.
     *
     * @param user who acknowledged; empty where Darktrace does not say
     */
    static String acknowledgedBy(String user) {
        return BEGINNING + (user.isBlank() ? "." : " by " + user + ".");
    }

    static boolean areOfDarktrace(String notes) {
        return notes.startsWith(BEGINNING);
    }
}
