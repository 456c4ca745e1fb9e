package soar.darktrace.appliance;

/** In which order the appliance lists its model breaches; Darktrace promises none that two versions agree on. */
public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST,
    /** Another one each time. */
    SHUFFLED
}
