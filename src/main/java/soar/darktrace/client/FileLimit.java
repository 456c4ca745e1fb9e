package soar.darktrace.client;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceException.Kind;

/**
 * How large a file may be that is read from Darktrace. It travels in the Reactor context to the exchange, which knows the
 * length before the first byte where Darktrace announces it; otherwise the file breaks off.
 *
 * @param property that sets it
 */
public record FileLimit(DataSize most, String property) {

    /** The same file, which fails with {@code darktrace_unreadable} where it is larger. */
    public <T> Flux<T> around(Flux<T> file) {
        return file.contextWrite(context -> context.put(FileLimit.class, this));
    }

    @Nullable
    DarktraceException excess(long bytes) {
        return bytes <= most.toBytes()
                ? null
                : new DarktraceException(
                        Kind.UNREADABLE,
                        "The file is too large: %s bytes or more, and %s allows %s. Ask for less, or raise it."
                                .formatted(grouped(bytes), property, grouped(most.toBytes())));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
