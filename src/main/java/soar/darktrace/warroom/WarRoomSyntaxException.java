package soar.darktrace.warroom;

/** A war-room line that cannot be read. The message is a sentence that says what to write instead. */
public final class WarRoomSyntaxException extends IllegalArgumentException {

    private final int position;

    public WarRoomSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Where the line goes wrong: the index of a {@code char} in it, from 0 up to the length of the line. */
    public int position() {
        return position;
    }
}
