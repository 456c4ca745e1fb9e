package soar.darktrace.client;

/** How reliable a source is, in XSOAR's words and order; a setting may have them as they are. */
public enum Reliability {
    A_3RD_PARTY_ENRICHMENT("A+ - 3rd party enrichment"),
    A_COMPLETELY_RELIABLE("A - Completely reliable"),
    B_USUALLY_RELIABLE("B - Usually reliable"),
    C_FAIRLY_RELIABLE("C - Fairly reliable"),
    D_NOT_USUALLY_RELIABLE("D - Not usually reliable"),
    E_UNRELIABLE("E - Unreliable"),
    F_RELIABILITY_CANNOT_BE_JUDGED("F - Reliability cannot be judged");

    private final String words;

    Reliability(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
