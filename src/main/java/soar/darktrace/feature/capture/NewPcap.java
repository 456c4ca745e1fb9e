package soar.darktrace.feature.capture;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A capture to create. It has no free text, so that after a lost answer one of the same addresses and times may be somebody
 * else's: what is claimed is that there is one.
 */
record NewPcap(WantedPcap asked, CaptureApi.NewCapture body) {

    /** What Darktrace takes at most. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Clocks in whole seconds, and another one than ours. */
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    static NewPcap of(WantedPcap asked, Instant now) {
        long start = time("start_time", asked.startTime(), now);
        long end = time("end_time", asked.endTime(), now);
        if (start >= end) {
            throw invalid("end_time", "end_time must be after start_time, by a second or more.");
        }
        if (end - start > LONGEST.toSeconds()) {
            throw invalid(
                    "end_time",
                    "end_time may be 30 minutes after start_time at most, and is %s minutes after it. Ask in parts."
                            .formatted((end - start + 59) / 60));
        }
        if (asked.protocol() != null && (asked.ip2() == null || asked.port2() == null)) {
            throw invalid("protocol", "protocol needs ip2 and port2.");
        }
        String protocol = asked.protocol() == null ? null : asked.protocol().toString();
        return new NewPcap(
                asked,
                new CaptureApi.NewCapture(
                        asked.ip1(), asked.ip2(), asked.port1(), asked.port2(), protocol, start, end));
    }

    private static long time(String argument, String text, Instant now) {
        try {
            return DarktraceTime.parse(text, now).getEpochSecond();
        } catch (DateTimeException e) {
            throw invalid(argument, argument + ": " + e.getMessage());
        }
    }

    private static CommandException invalid(String argument, String sentence) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, sentence);
    }

    Mono<CommandResult> create(CaptureApi api, Clock clock) {
        long since = clock.instant().minus(TOLERANCE).getEpochSecond();
        return api.create(body)
                .map(answer -> result(created(answer)))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? find(api, since, failure) : Mono.error(failure));
    }

    private static Capture created(JsonNode answer) {
        return (answer.isContainer() && !DarktraceAnswer.isRefusal(answer)
                        ? Capture.in(answer).filter(capture -> capture.id() > 0).findFirst()
                        : Optional.<Capture>empty())
                .orElseThrow(() -> DarktraceAnswer.notDone(answer, "Darktrace did not create the capture."));
    }

    private Mono<CommandResult> find(CaptureApi api, long since, DarktraceException failure) {
        return api.captures()
                .flatMap(answer -> Mono.justOrEmpty(Capture.in(answer)
                        .filter(capture -> capture.isOf(body) && capture.requested() >= since)
                        .max(Comparator.comparingLong(Capture::requested))))
                .map(found -> result(found)
                        .warning(List.of(
                                "The answer was lost; there is a capture of these addresses and times, asked for"
                                        + " since then: by this request, or by somebody else's at the same time.")))
                .onErrorMap(failure::unsettledBy)
                .switchIfEmpty(Mono.error(failure));
    }

    /** Reads how far a capture is. */
    Mono<CommandResult> poll(CaptureApi api, long id) {
        return Pcaps.find(api, capture -> capture.id() == id, Long.toString(id)).map(this::result);
    }

    private CommandResult result(Capture capture) {
        return asked.until().result(capture, args()).warning(Pcaps.oddities(capture));
    }

    private ObjectNode args() {
        ObjectNode args = JsonNodeFactory.instance
                .objectNode()
                .put("ip1", asked.ip1())
                .put("start_time", DarktraceTime.iso(body.start() * 1000))
                .put("end_time", DarktraceTime.iso(body.end() * 1000));
        put(args, "ip2", asked.ip2());
        put(args, "port1", asked.port1());
        put(args, "port2", asked.port2());
        put(args, "protocol", body.protocol());
        return args;
    }

    private static void put(ObjectNode args, String name, @Nullable Object value) {
        if (value != null) {
            args.put(name, value.toString());
        }
    }
}
