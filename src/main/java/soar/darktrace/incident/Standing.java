package soar.darktrace.incident;

/** What the store knows of something that was listed and grows. */
public enum Standing {
    NEW,
    /** There is an incident of it, which is not as it was listed now. */
    GROWN,
    /** There is an incident of it, which would not change. */
    SAME
}
