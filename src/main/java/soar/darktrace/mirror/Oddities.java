package soar.darktrace.mirror;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/** What keeps one question from being answered, but not the next one. Each is logged once until it changes. */
final class Oddities {

    private static final Logger log = LoggerFactory.getLogger(Oddities.class);

    private static final Set<Kind> PASSED_OVER =
            Set.of(Kind.NOT_FOUND, Kind.REFUSED, Kind.UNREADABLE, Kind.PERMISSION, Kind.LOGIN_PAGE);

    private final String instance;
    private volatile String last = "";

    Oddities(String instance) {
        this.instance = instance;
    }

    /** Empty where the next question makes sense; else the failure. */
    <T> Mono<T> passOver(DarktraceException failure) {
        if (!PASSED_OVER.contains(failure.kind())) {
            return Mono.error(failure);
        }
        if (!failure.sentence().equals(last)) {
            last = failure.sentence();
            log.warn("Mirroring {}: something could not be looked at, {}: {}", instance, failure.code(), last);
        }
        return Mono.empty();
    }
}
