package soar.darktrace.mirror;

import soar.darktrace.api.Comments;
import soar.darktrace.api.Reference;

/**
 * What an analyst wrote in the SOAR, to become a comment.
 *
 * @param part what failures call it, such as {@code entry 12@345}
 * @param text with its author
 * @param reference derived from incident, note and text: the same update may come again, and a changed note is another one
 */
record Note(String part, String text, Reference reference) {

    /** Whether it is a comment already. */
    boolean isAmong(Comments comments) {
        return comments.have(reference);
    }
}
