package soar.darktrace.network;

/**
 * A key or token by which this service is known to another one. It never prints itself, so that no log or error can.
 * Public, with a public constructor, since configurations are bound by calling it.
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
