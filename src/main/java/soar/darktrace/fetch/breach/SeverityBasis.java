package soar.darktrace.fetch.breach;

/** What the severity of an incident is taken from. */
enum SeverityBasis {
    CATEGORY,
    PRIORITY,
    SCORE
}
