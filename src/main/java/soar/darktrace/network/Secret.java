package soar.darktrace.network;

/**
 * A key or token that authenticates this service to another one. {@link #toString} never contains it, so that no log or
 * error can. Type and constructor are public because Spring Boot's binding calls them.
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
