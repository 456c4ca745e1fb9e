package soar.darktrace.delivery;

/** A text of the configuration that may be a key. It never prints itself, so that no log or error can. */
record Secret(String value) {

    /** Public, since the configuration is bound by calling it. */
    public Secret {}

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
