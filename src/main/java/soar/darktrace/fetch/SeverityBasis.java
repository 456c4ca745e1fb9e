package soar.darktrace.fetch;

/** What the severity of an incident is taken from. */
enum SeverityBasis {
    CATEGORY,
    PRIORITY,
    SCORE
}
