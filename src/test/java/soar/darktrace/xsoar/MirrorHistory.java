package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import soar.darktrace.appliance.SimulatedAppliance;

/** Analysts on both sides comment on the same model breaches, acknowledge, close and reopen them. */
public final class MirrorHistory {

    /** A model breach, its incident, and what analysts commented on it in Darktrace. */
    private record Pair(long pbid, MirroredIncident incident, List<String> commented) {}

    private final SimulatedAppliance appliance;
    private final Random random;
    private final List<Pair> pairs;
    private final boolean isTakenBackKnown;
    private int texts;

    /**
     * A history that begins.
     *
     * @param isTakenBackKnown whether the connector learns that an acknowledgement was taken back
     */
    public MirrorHistory(
            SimulatedAppliance appliance,
            MirroringXsoar xsoar,
            List<Long> pbids,
            Random random,
            boolean isTakenBackKnown) {
        this.appliance = appliance;
        this.random = random;
        this.isTakenBackKnown = isTakenBackKnown;
        this.pairs = pbids.stream()
                .map(pbid -> new Pair(pbid, xsoar.incident("main:" + pbid), new ArrayList<>()))
                .toList();
    }

    /** One of the analysts does something. */
    public void event() {
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        MirroredIncident incident = pair.incident();
        switch (random.nextInt(isTakenBackKnown ? 6 : 5)) {
            case 0 -> incident.note("Note " + ++texts + ".");
            case 1 -> {
                String text = "Comment " + ++texts + ".";
                pair.commented().add(text);
                appliance.comment("ana.lyst", pair.pbid(), text);
            }
            case 2 -> appliance.acknowledge("ana.lyst", pair.pbid());
            case 3 -> {
                if (!incident.isClosed) {
                    incident.close("Resolved", "Reason " + ++texts + ".", true);
                }
            }
            case 4 -> {
                if (incident.isClosed) {
                    incident.reopen(true);
                }
            }
            default -> appliance.unacknowledge(pair.pbid());
        }
    }

    /** The same comments once each, and the same state. */
    public void assertBothSidesAreTheSame(String history) {
        pairs.forEach(pair -> assertTheSame(pair, history + ": " + pair.pbid()));
    }

    private void assertTheSame(Pair pair, String history) {
        MirroredIncident incident = pair.incident();
        List<String> inDarktrace = new ArrayList<>();
        appliance
                .comments(pair.pbid())
                .forEach(comment -> inDarktrace.add(comment.path("message").asString()));
        assertThat(incident.isClosed).as("%s is closed", history).isEqualTo(isAcknowledged(pair.pbid()));
        assertThat(incident.unsent).as(history).isEmpty();
        incident.written.forEach(text -> assertThat(inDarktrace)
                .as("%s: %s", history, text)
                .filteredOn(comment -> comment.startsWith("(ana): " + text))
                .hasSize(1));
        assertThat(inDarktrace).as("%s: comments", history).doesNotHaveDuplicates();
        assertThat(inDarktrace).as("%s: echoes", history).noneMatch(comment -> comment.contains("in Darktrace"));
        pair.commented()
                .forEach(text -> assertThat(incident.received)
                        .as("%s: %s", history, text)
                        .filteredOn(note -> note.endsWith("\n" + text))
                        .hasSize(1));
        assertThat(incident.received)
                .as("%s: notes that came in", history)
                .filteredOn(note -> !note.startsWith("Not written to Darktrace yet: "))
                .hasSameSizeAs(pair.commented());
    }

    private boolean isAcknowledged(long pbid) {
        return appliance.breach(pbid).orElseThrow().path("acknowledged").isObject();
    }
}
