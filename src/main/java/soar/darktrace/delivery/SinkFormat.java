package soar.darktrace.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;

/** What the body of a request to a sink looks like. */
enum SinkFormat {
    /** {@code {"incidents": […]}}, the incidents as they are stored, each with its event. */
    INCIDENTS {
        @Override
        String body(List<IncidentEvent> events) {
            return events.stream().map(IncidentEvent::json).collect(Collectors.joining(",", "{\"incidents\":[", "]}"));
        }
    },
    /** The body of XSOAR's call to create an incident, which takes one; XSOAR starts its playbook at once. */
    XSOAR {
        @Override
        String body(List<IncidentEvent> events) {
            if (events.size() != 1) {
                throw new IllegalArgumentException("XSOAR takes one incident at a time, not " + events.size());
            }
            return events.get(0).with("\"createInvestigation\":true");
        }

        @Override
        boolean takes(EventKind kind) {
            return kind == EventKind.CREATED;
        }

        @Override
        int batchSize(int configured) {
            return 1;
        }
    };

    /** In ASCII, so that a receiver that guesses the character set cannot guess wrong. */
    abstract String body(List<IncidentEvent> events);

    /** Whether a receiver of this format can make something of such an event. */
    boolean takes(EventKind kind) {
        return true;
    }

    /** How many incidents go into one request at most. */
    int batchSize(int configured) {
        return configured;
    }

    /** The bytes that are signed and sent; the same for the same events. */
    byte[] bytes(List<IncidentEvent> events) {
        return body(events).getBytes(StandardCharsets.US_ASCII);
    }
}
