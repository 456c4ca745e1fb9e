package soar.darktrace.warroom;

/** A war-room line that cannot be parsed. The message is a sentence that says what to write instead. */
public final class WarRoomSyntaxException extends IllegalArgumentException {

    private final int position;

    public WarRoomSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** The position of the error: the index of a {@code char}, from 0 to the length of the line. */
    public int position() {
        return position;
    }
}
