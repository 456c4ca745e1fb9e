package soar.darktrace.fetch.analyst;

/** What the severity of an incident is taken from. */
enum SeverityBasis {
    CATEGORY,
    SCORE
}
