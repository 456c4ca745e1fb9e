package soar.darktrace.appliance;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Darktrace appliance on 127.0.0.1 that checks every signature, keeps acknowledgements, comments and RESPOND actions,
 * and answers from {@code test-data/appliance}.
 */
public final class SimulatedAppliance implements AutoCloseable {

    private static final String PUBLIC_TOKEN = "demo-public-token";
    private static final String PRIVATE_TOKEN = "demo-private-token";
    private static final String USER = "api.user";
    private static final int ANY_FREE_PORT = 0;

    private final Clock clock;
    private final SignatureCheck signatures;
    private final Faults faults;
    private final Routes canned = new Routes();
    private final List<ReceivedRequest> journal = new CopyOnWriteArrayList<>();
    private final WireMockServer server;
    private volatile Contents contents;

    private SimulatedAppliance(int port, Clock clock) {
        this.clock = clock;
        signatures = new SignatureCheck(PUBLIC_TOKEN, PRIVATE_TOKEN, clock);
        faults = new Faults(clock);
        contents = Contents.fresh(USER, clock);
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                // Bodies that are made while they are sent go in chunks, and WireMock shall not read them to log them.
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.BODY_FILE)
                .maxLoggedResponseSize(0)
                .disableRequestJournal()
                // Delayed answers hold no thread and do not hold up close().
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(4)
                .extensions(new Wire(this::answerTo, clock)));
    }

    public static SimulatedAppliance start() {
        return start(Clock.systemUTC());
    }

    public static SimulatedAppliance start(Clock clock) {
        return started(ANY_FREE_PORT, clock);
    }

    public static SimulatedAppliance startOn(int port) {
        return started(port, Clock.systemUTC());
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public String publicToken() {
        return PUBLIC_TOKEN;
    }

    public String privateToken() {
        return PRIVATE_TOKEN;
    }

    /** Narrows which form of a query may have been signed. */
    public void acceptOnly(QuerySigning form) {
        signatures.accept(form);
    }

    /**
     * Answers matching requests with this document. The pattern is a path in which {@code {x}} stands for any segment;
     * the signature is still checked and faults still strike.
     */
    public void answer(String method, String pathPattern, String json) {
        answer(method, pathPattern, 200, json);
    }

    /** The same with another status. */
    public void answer(String method, String pathPattern, int status, String json) {
        canned.add(method, pathPattern, call -> Answer.json(status, json));
    }

    /** Answers by itself again. */
    public void forgetAnswers() {
        canned.clear();
    }

    /** Sends matching requests elsewhere, as what stands in front of an appliance may do. */
    public void redirect(String method, String pathPattern, String location) {
        canned.add(method, pathPattern, call -> Answer.redirect(location));
    }

    /** Every request that is signed well meets this fault from now on. */
    public void fail(Fault fault) {
        faults.turnOn(fault, Integer.MAX_VALUE, false);
    }

    /** Only the next {@code times} requests that are signed well meet this fault. */
    public void failTimes(Fault fault, int times) {
        faults.turnOn(fault, times, false);
    }

    /** Only the next change meets this fault; reads are answered. */
    public void failNextChange(Fault fault) {
        faults.turnOn(fault, 1, true);
    }

    /** Each request meets the fault that is drawn for it, if any; the argument says whether the request is a change. */
    public void failAtRandom(Function<Boolean, Optional<Fault>> lottery) {
        faults.draw(lottery);
    }

    /** The next change and everything after it meet this fault, so that what became of it cannot be read back. */
    public void failFromNextChange(Fault fault) {
        faults.turnOnWithNextChange(fault);
    }

    /** How late {@link Fault#DELAY} makes an answer; one second unless told. */
    public void delay(Duration time) {
        faults.delay(time);
    }

    /** What {@link Fault#OTHER_TEXT} answers. */
    public void say(String text) {
        faults.say(text);
    }

    /** Something happens before the next read that follows a change. */
    public void beforeReadBack(Runnable event) {
        faults.beforeReadBack(event);
    }

    public void recover() {
        faults.turnOff();
    }

    /** Adds a model breach, or replaces the one with its {@code pbid}. */
    public void addBreach(String json) {
        contents.breaches().add(Json.read(json));
    }

    /**
     * Adds any JSON to the list of breaches, however odd. The appliance goes by its own idea of when it was created, and
     * lists it from a moment of its clock on.
     */
    public void addBreach(String json, Instant created, Instant shownFrom) {
        contents.breaches().add(Json.read(json), created, shownFrom);
    }

    /** Lists breaches in this order; oldest first, by the time of their first activity, unless told. */
    public void answerInOrder(Order order) {
        contents.breaches().order(order);
    }

    /**
     * Adds synthetic model breaches of 7 KB, one per second up to now; the answer is their ids. They are made while they
     * are sent, so that a list of any length fits into the memory of the appliance.
     */
    public List<Long> addBreaches(int count) {
        return contents.breaches().addSynthetic(count);
    }

    /** An analyst comments on a model breach in Darktrace's own page. */
    public void comment(String analyst, long pbid, String message) {
        contents.breaches().comment(pbid, message, analyst);
    }

    /** An analyst acknowledges a model breach there; nothing happens where it is acknowledged. */
    public void acknowledge(String analyst, long pbid) {
        contents.breaches().acknowledge(pbid, analyst);
    }

    /** An analyst takes that back. */
    public void unacknowledge(long pbid) {
        contents.breaches().unacknowledge(pbid);
    }

    /** The comments on a model breach as they are now. */
    public JsonNode comments(long pbid) {
        return contents.breaches().comments(pbid);
    }

    /** A model breach as it is now; empty where there is none. */
    public Optional<ObjectNode> breach(long pbid) {
        return contents.breaches().find(pbid);
    }

    /** Whether a {@code DELETE} that was done is answered as documented, and not with 502. */
    public void answerDeletes(boolean on) {
        contents.tags().answerDeletes(on);
    }

    /** Whether a change to a RESPOND action needs a reason. */
    public void auditAntigena(boolean on) {
        contents.actions().audit(on);
    }

    /**
     * A model orders a quarantine that waits for confirmation, at most for the default time. The answer is its codeid,
     * or 0 while the same order for the same breach is suppressed: a user cleared it before its time was over.
     */
    public long pendingAction(long did, long pbid, Duration modelDefault) {
        Contents now = contents;
        ObjectNode device = now.devices().find(did).orElseThrow();
        return now.actions().createPending(device, pbid, now.breaches().find(pbid), modelDefault);
    }

    /** What AI Analyst knows, until the next reset. */
    public AnalystIncidents analyst() {
        return contents.analyst();
    }

    /** What Darktrace/EMAIL knows, until the next reset. */
    public Emails emails() {
        return contents.emails();
    }

    /** The true state of a RESPOND action. */
    public ActionState actionState(long codeid) {
        return contents.actions().state(codeid).orElseThrow();
    }

    /** The true states of all RESPOND actions, those included that no answer shows any more. */
    public List<ActionState> actionStates() {
        return contents.actions().states();
    }

    /** Every request so far, in order of arrival, refused ones included. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(journal);
    }

    public void clearRequests() {
        journal.clear();
    }

    /** Back to how it was when it started. */
    public void reset() {
        contents = Contents.fresh(USER, clock);
        canned.clear();
        faults.reset();
        signatures.accept(QuerySigning.EITHER);
        clearRequests();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static SimulatedAppliance started(int port, Clock clock) {
        SimulatedAppliance appliance = new SimulatedAppliance(port, clock);
        appliance.server.stubFor(any(anyUrl()).willReturn(ok()));
        appliance.server.start();
        return appliance;
    }

    private Answer answerTo(ReceivedRequest request) {
        journal.add(request);
        return signatures.refusal(request).orElseGet(() -> faults.meet(Call.of(request), this::handle));
    }

    private Answer handle(Call call) {
        try {
            return canned.answer(call)
                    .or(() -> contents.routes().answer(call))
                    .orElseGet(() -> Answer.redirect("/login"));
        } catch (InputError e) {
            return Answer.error(400, "INPUT ERROR");
        }
    }
}
