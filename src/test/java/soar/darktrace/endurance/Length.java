package soar.darktrace.endurance;

/** How long these tests are: short in the gate, at length with {@code -Pendurance}, or as {@code -Dkills} says. */
final class Length {

    static final int KILLS = Integer.getInteger("kills", 1);

    static final boolean IS_FULL = KILLS >= 50;

    private Length() {}

    /** A part of the kills, but one at least. */
    static int kills(int ofAHundred) {
        return Math.max(1, KILLS * ofAHundred / 100);
    }
}
