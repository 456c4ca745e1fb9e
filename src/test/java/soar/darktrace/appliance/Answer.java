package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What goes back to the caller, and how well it gets there. */
record Answer(int status, Map<String, String> headers, Body body, Delivery delivery, Duration delay) {

    private static final String JSON = "application/json; charset=utf-8";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    enum Delivery {
        COMPLETE,
        CUT_OFF,
        RESET
    }

    static Answer json(JsonNode document) {
        return json(200, Json.write(document));
    }

    static Answer json(int status, String document) {
        return of(status, JSON, document);
    }

    /** An array of which no more than one item is in memory while it is sent. */
    static Answer json(Supplier<? extends Stream<? extends JsonNode>> items) {
        return of(200, JSON, new Body.Pieces(() -> array(items.get()).map(text -> text.getBytes(UTF_8)), -1));
    }

    private static Stream<String> array(Stream<? extends JsonNode> items) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        Stream<String> written = items.map(item -> (isFirst.getAndSet(false) ? "" : ",") + Json.write(item));
        // Not flatMap: its iterator would hold all the items at once.
        return Stream.concat(Stream.concat(Stream.of("["), written), Stream.of("]"));
    }

    /** A file of which no more than one piece is in memory while it is sent. */
    static Answer file(String contentType, Body.Pieces pieces) {
        return of(200, contentType, pieces);
    }

    static Answer error(int status, String message) {
        return json(status, Json.pretty(Json.object().put("error", message)));
    }

    static Answer html(int status, String title) {
        String page = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body></body></html>";
        return of(status, "text/html; charset=utf-8", page);
    }

    static Answer redirect(String location) {
        return of(302, "text/plain; charset=utf-8", "Found. Redirecting to " + location)
                .with("Location", location);
    }

    static Answer reset() {
        return of(200, "text/plain", "").delivered(Delivery.RESET);
    }

    /** The first segment of the path names the error, as Darktrace does. */
    static Answer apiError(String path, String message) {
        String firstSegment = path.split("/", -1)[1];
        return json(400, Json.pretty(Json.object().put(firstSegment, message)));
    }

    Answer with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body, delivery, delay);
    }

    Answer dated(Instant time) {
        return with("Date", HTTP_DATE.format(time));
    }

    Answer withBody(String other) {
        return new Answer(status, headers, new Body.Whole(other), delivery, delay);
    }

    Answer delivered(Delivery other) {
        return new Answer(status, headers, body, other, delay);
    }

    Answer after(Duration time) {
        return new Answer(status, headers, body, delivery, time);
    }

    private static Answer of(int status, String contentType, String body) {
        return of(status, contentType, new Body.Whole(body));
    }

    private static Answer of(int status, String contentType, Body body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Delivery.COMPLETE, Duration.ZERO);
    }
}
