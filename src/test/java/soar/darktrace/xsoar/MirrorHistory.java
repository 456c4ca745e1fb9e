package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import soar.darktrace.appliance.SimulatedAppliance;

/** Analysts on both sides comment on the same model breaches, acknowledge, close and reopen them. */
public final class MirrorHistory {

    private final SimulatedAppliance appliance;
    private final Random random;
    private final Map<Long, MirroredIncident> incidents = new LinkedHashMap<>();
    private final Map<Long, List<String>> commented = new LinkedHashMap<>();
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
        pbids.forEach(pbid -> {
            incidents.put(pbid, xsoar.incident("main:" + pbid));
            commented.put(pbid, new ArrayList<>());
        });
    }

    /** One of the analysts does something. */
    public void event() {
        List<Long> pbids = List.copyOf(incidents.keySet());
        long pbid = pbids.get(random.nextInt(pbids.size()));
        MirroredIncident incident = incidents.get(pbid);
        switch (random.nextInt(isTakenBackKnown ? 6 : 5)) {
            case 0 -> incident.note("Note " + ++texts + ".");
            case 1 -> {
                String text = "Comment " + ++texts + ".";
                commented.get(pbid).add(text);
                appliance.comment("ana.lyst", pbid, text);
            }
            case 2 -> appliance.acknowledge("ana.lyst", pbid);
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
            default -> appliance.unacknowledge(pbid);
        }
    }

    public void assertBothSidesAreTheSame(String history) {
        incidents.forEach((pbid, incident) -> {
            List<String> inDarktrace = new ArrayList<>();
            appliance
                    .comments(pbid)
                    .forEach(comment -> inDarktrace.add(comment.path("message").asString()));
            assertThat(incident.isClosed).as("%s: %s is closed", history, pbid).isEqualTo(isAcknowledged(pbid));
            assertThat(incident.unsent).as(history).isEmpty();
            incident.written.forEach(text -> assertThat(inDarktrace)
                    .as("%s: %s", history, text)
                    .filteredOn(comment -> comment.startsWith("(ana): " + text))
                    .hasSize(1));
            assertThat(inDarktrace).as("%s: comments", history).doesNotHaveDuplicates();
            assertThat(inDarktrace).as("%s: echoes", history).noneMatch(comment -> comment.contains("in Darktrace"));
            commented
                    .get(pbid)
                    .forEach(text -> assertThat(incident.received)
                            .as("%s: %s", history, text)
                            .filteredOn(note -> note.endsWith("\n" + text))
                            .hasSize(1));
            assertThat(incident.received)
                    .as("%s: notes that came in", history)
                    .filteredOn(note -> !note.startsWith("Not written to Darktrace yet: "))
                    .hasSameSizeAs(commented.get(pbid));
        });
    }

    private boolean isAcknowledged(long pbid) {
        return appliance.breach(pbid).orElseThrow().path("acknowledged").isObject();
    }
}
