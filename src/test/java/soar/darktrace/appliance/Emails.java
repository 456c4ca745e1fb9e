package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Emails as Darktrace/EMAIL holds them: each recipient has a copy with a status, and a release waits in a queue. */
public final class Emails {

    /** The two prefixes in use. */
    static final List<String> PREFIXES = List.of("/agemail/api/ep/api/v1.0", "/agemail/api/v1.0");

    private final Clock clock;
    private final List<ObjectNode> all = new ArrayList<>();
    private final List<ObjectNode> queue = new ArrayList<>();
    private Set<String> prefixes = Set.copyOf(PREFIXES);
    private boolean isForbidden;
    private boolean isQueueStuck;

    Emails(Clock clock) {
        this.clock = clock;
        Json.file("emails").path("emails").forEach(email -> all.add((ObjectNode) email.deepCopy()));
    }

    /** The only prefix at which there is an API from now on. */
    public synchronized void answerAt(String prefix) {
        prefixes = Set.of(prefix);
    }

    /** The token may not use the product: 403 to everything, before it is looked at. */
    public synchronized void forbid() {
        isForbidden = true;
    }

    /** Releases stay in the queue. */
    public synchronized void holdQueue() {
        isQueueStuck = true;
    }

    /** So many emails, one every five minutes up to now. */
    public synchronized void addRecent(int count) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < count; i++) {
            Instant time = now.minusSeconds(300L * i);
            ObjectNode email = all.get(1).deepCopy();
            email.put("uuid", "7C0E4B1D-5F2A-4E8B-9A61-%012d.1".formatted(i))
                    .put("dtime", time.toString())
                    .put("dtime_unix", time.toEpochMilli())
                    .put("header_subject", "Your parcel %d is waiting".formatted(i))
                    .put("model_score", i % 101);
            ((ObjectNode) email.path("rcpts").path(0))
                    .put("rcpt_status", "delivered")
                    .putArray("rcpt_actions_taken");
            all.add(email);
        }
    }

    /** Gives those that were added, from one to before another, these tags in place of theirs. */
    public synchronized void tagRecent(int from, int to, List<String> tags) {
        for (int i = from; i < to; i++) {
            ArrayNode given = ((ObjectNode) find("7C0E4B1D-5F2A-4E8B-9A61-%012d.1".formatted(i))
                            .orElseThrow()
                            .path("rcpts")
                            .path(0))
                    .putArray("tags");
            tags.forEach(given::add);
        }
    }

    /** Somebody holds a recipient's copy. */
    public synchronized void hold(String uuid, String recipient) {
        act(find(uuid).orElseThrow(), "hold", List.of(recipient));
    }

    /** The status of a recipient's copy. */
    public synchronized String status(String uuid, String recipient) {
        return copy(find(uuid).orElseThrow(), recipient)
                .orElseThrow()
                .path("rcpt_status")
                .asString();
    }

    synchronized boolean isAt(String prefix) {
        return prefixes.contains(prefix);
    }

    synchronized boolean isForbidden() {
        return isForbidden;
    }

    /** Newest first, as their list has them: without summary. */
    synchronized List<ObjectNode> search(Predicate<JsonNode> filter) {
        return all.stream()
                .filter(filter)
                .sorted((one, other) -> Long.compare(
                        other.path("dtime_unix").asLong(),
                        one.path("dtime_unix").asLong()))
                .map(Emails::listed)
                .toList();
    }

    private static ObjectNode listed(ObjectNode email) {
        ObjectNode listed = email.deepCopy();
        listed.remove("campaign_id");
        listed.path("rcpts").forEach(copy -> ((ObjectNode) copy).remove(List.of("summary", "requestedRelease")));
        return listed;
    }

    synchronized Optional<ObjectNode> find(String uuid) {
        return all.stream()
                .filter(email -> email.path("uuid").asString().equals(uuid))
                .findFirst();
    }

    /** As it is now; then what waits in the queue is released. */
    synchronized Optional<ObjectNode> read(String uuid) {
        Optional<ObjectNode> email = find(uuid).map(ObjectNode::deepCopy);
        if (!isQueueStuck) {
            queue.forEach(copy -> copy.put("rcpt_status", "released"));
            queue.clear();
        }
        return email;
    }

    /** Whether that was possible: a copy that was held or released before is not held, one that is not held not released. */
    synchronized boolean act(ObjectNode email, String action, List<String> recipients) {
        List<ObjectNode> copies = recipients.stream()
                .map(recipient -> copy(email, recipient).orElseThrow(() -> new InputError("unknown recipient")))
                .toList();
        boolean isHold = action.equals("hold");
        if (copies.stream()
                .anyMatch(copy -> isHold
                        ? Set.of("held", "released")
                                .contains(copy.path("rcpt_status").asString())
                        : !copy.path("rcpt_status").asString().equals("held"))) {
            return false;
        }
        if (isHold) {
            copies.forEach(copy -> {
                copy.put("rcpt_status", "held");
                ((ArrayNode) copy.path("rcpt_actions_taken")).add("Hold message");
            });
        } else {
            queue.addAll(copies);
        }
        return true;
    }

    private static Optional<ObjectNode> copy(ObjectNode email, String recipient) {
        return email.path("rcpts")
                .valueStream()
                .filter(copy -> copy.path("rcpt_to").asString().equals(recipient))
                .map(ObjectNode.class::cast)
                .findFirst();
    }
}
