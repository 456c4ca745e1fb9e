package soar.darktrace.feature.analyst;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/** Tells a PDF from what an appliance without reports answers: events as JSON, a page, nothing. */
final class AnalystReport {

    private static final String PDF = "%PDF-";

    private AnalystReport() {}

    static Flux<DataBuffer> checked(Flux<DataBuffer> body) {
        return body.switchOnFirst((first, whole) -> {
                    DataBuffer beginning = first.get();
                    if (beginning == null) {
                        return first.isOnComplete() ? Flux.error(notOffered()) : whole;
                    }
                    return isPdf(beginning)
                            ? whole
                            : whole.doOnNext(DataBufferUtils::release).thenMany(Flux.<DataBuffer>error(notOffered()));
                })
                .onErrorMap(DarktraceException.class, AnalystReport::explained);
    }

    private static boolean isPdf(DataBuffer beginning) {
        return beginning.readableByteCount() >= PDF.length()
                && beginning
                        .toString(beginning.readPosition(), PDF.length(), US_ASCII)
                        .equals(PDF);
    }

    /** The events were read just before, so that neither token nor permission is at fault. */
    private static DarktraceException explained(DarktraceException failure) {
        return switch (failure.kind()) {
            case LOGIN_PAGE, NOT_FOUND, REFUSED -> notOffered();
            default -> failure;
        };
    }

    private static DarktraceException notOffered() {
        return new DarktraceException(
                Kind.REFUSED,
                "This appliance does not offer the report of AI Analyst to API tokens. Use the report in Darktrace's own page,"
                        + " or darktrace-get-ai-analyst-incident-event for the same content.");
    }
}
