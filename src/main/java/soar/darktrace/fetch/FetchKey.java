package soar.darktrace.fetch;

/**
 * What is fetched on its own: one source of one instance.
 *
 * @param instance the name of the instance
 * @param source the name of the source
 */
record FetchKey(String instance, String source) {

    /** As the log names it. */
    @Override
    public String toString() {
        return instance + " (" + source + ")";
    }
}
