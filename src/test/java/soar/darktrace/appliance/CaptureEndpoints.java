package soar.darktrace.appliance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Packet captures, which take 20 s by the clock. What is captured depends on what was asked for: an address that begins
 * with 203.0.113. was never seen, so that its captures are empty; more than 10 minutes make a file of 40 MB, more than 20 one
 * of 60 MB.
 */
final class CaptureEndpoints implements EndpointGroup {

    private static final String PCAP = "application/vnd.tcpdump.pcap";
    private static final String NEVER_SEEN = "203.0.113.";
    private static final int PENDING_SECONDS = 5;
    private static final int SECONDS = 20;
    private static final long LONGEST = 30L * 60;
    private static final long LONG = 20L * 60;
    private static final long RATHER_LONG = 10L * 60;

    private static final int SMALL_PACKETS = 20;
    private static final int CHUNK = 1 << 20;
    private static final int MANY_CHUNKS = 60;
    private static final int RATHER_MANY_CHUNKS = 40;

    private final Clock clock;
    private final List<ObjectNode> captures = new ArrayList<>();

    CaptureEndpoints(Clock clock) {
        this.clock = clock;
        Json.file("captures").forEach(known -> captures.add((ObjectNode) known));
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/pcaps", this::list);
        routes.post("/pcaps", this::create);
        routes.add("GET", "/pcaps/{filename}", this::file);
    }

    /** {@code responsedata} is not understood here. */
    private synchronized Answer list(Call call) {
        return Answer.json(Json.array(captures.stream().map(this::current).toList()));
    }

    private synchronized JsonNode create(Call call) {
        JsonBody body = JsonBody.of(call);
        long start = body.number("start");
        long end = body.number("end");
        if (end <= start || end - start > LONGEST) {
            throw new InputError("a capture is of 30 minutes at most");
        }
        if (body.has("protocol") && !(body.has("ip2") && body.has("port2"))) {
            throw new InputError("protocol needs ip2 and port2");
        }
        String ip1 = body.text("ip1").orElseThrow(() -> new InputError("ip1 is missing"));
        long id = 101L + captures.size();
        ObjectNode capture = Json.object()
                .put("tmqid", id)
                .put("startTime", clock.instant().getEpochSecond())
                .put("filename", "DCIP_%s_%s_%s_%s_m.pcap".formatted(start, end, ip1.replaceAll("[.:]", "_"), id))
                .put("index", "connection3");
        body.text("protocol").ifPresent(protocol -> capture.put("l3proto", protocol));
        capture.put("ip1", ip1);
        body.text("ip2").ifPresent(ip2 -> capture.put("ip2", ip2));
        Stream.of("port1", "port2").filter(body::has).forEach(port -> capture.put(port, body.number(port)));
        capture.put("start", start).put("end", end);
        captures.add(capture);
        return current(capture);
    }

    private ObjectNode current(ObjectNode capture) {
        ObjectNode now = capture.deepCopy();
        if (!capture.has("state")) {
            long asked = capture.path("startTime").asLong();
            long age = clock.instant().getEpochSecond() - asked;
            now.put("state", age < PENDING_SECONDS ? "pending" : age < SECONDS ? "processing" : "finished");
            if (age >= SECONDS) {
                now.put("endTime", asked + SECONDS);
            }
        }
        return now;
    }

    private synchronized Answer file(Call call) {
        Optional<ObjectNode> found = captures.stream()
                .map(this::current)
                .filter(capture -> capture.path("filename").asString().equals(call.required("filename"))
                        && capture.path("state").asString().equals("finished"))
                .findFirst();
        return found.map(capture -> Answer.file(PCAP, content(capture)))
                .orElseGet(() -> Answer.error(404, "File not found"));
    }

    private static Body.Pieces content(ObjectNode capture) {
        byte[] header = PcapBytes.header();
        long seconds = capture.path("end").asLong() - capture.path("start").asLong();
        if (capture.path("ip1").asString().startsWith(NEVER_SEEN)) {
            return new Body.Pieces(() -> Stream.of(header), header.length);
        }
        if (seconds > RATHER_LONG) {
            return large(header, seconds > LONG ? MANY_CHUNKS : RATHER_MANY_CHUNKS);
        }
        long start = capture.path("start").asLong();
        List<byte[]> packets = IntStream.range(0, SMALL_PACKETS)
                .mapToObj(number -> PcapBytes.packet(start + number % Math.max(1, seconds), number))
                .toList();
        return new Body.Pieces(
                () -> Stream.concat(Stream.of(header), packets.stream()),
                header.length
                        + packets.stream().mapToLong(packet -> packet.length).sum());
    }

    private static Body.Pieces large(byte[] header, int chunks) {
        return new Body.Pieces(
                () -> Stream.concat(
                        Stream.of(header), IntStream.range(0, chunks).mapToObj(number -> new byte[CHUNK])),
                header.length + (long) chunks * CHUNK);
    }
}
