package soar.darktrace.fetch.breach;

/** What the severity of an incident is taken from. */
enum SeverityBasis {
    CATEGORY,
    PRIORITY,
    SCORE,
    /** The model's category, in the numbers of the public integration DarktraceMBs. */
    PUBLIC_PACKS
}
