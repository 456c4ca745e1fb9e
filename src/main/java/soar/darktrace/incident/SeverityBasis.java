package soar.darktrace.incident;

/** What the severity of an incident is taken from. */
enum SeverityBasis {
    CATEGORY,
    PRIORITY,
    SCORE
}
