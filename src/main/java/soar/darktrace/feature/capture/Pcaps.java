package soar.darktrace.feature.capture;

import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/** What is known of captures by the list of them, which is the only place that says how far one is. */
final class Pcaps {

    private Pcaps() {}

    /**
     * The capture that is looked for.
     *
     * @param name by which it was asked for
     */
    static Mono<Capture> find(CaptureApi api, Predicate<Capture> wanted, String name) {
        return api.captures()
                .map(answer -> Capture.in(answer)
                        .filter(wanted)
                        .findFirst()
                        .orElseThrow(() -> new DarktraceException(
                                Kind.NOT_FOUND,
                                "Darktrace knows no packet capture " + name + ". See darktrace-list-pcaps.")));
    }

    /** What the reader should know of a state that Darktrace does not document; such a capture is not waited for. */
    static List<String> oddities(Capture capture) {
        return capture.isUnderWay() || capture.isFinished()
                ? List.of()
                : List.of("The capture is in a state that Darktrace does not document, " + capture.state()
                        + ": it is not known whether there will be a file.");
    }
}
