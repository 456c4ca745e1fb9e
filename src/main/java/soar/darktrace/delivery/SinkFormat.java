package soar.darktrace.delivery;

import java.util.List;
import soar.darktrace.incident.StoredIncident;
import soar.darktrace.network.AsciiJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the body of a request to a sink looks like. */
enum SinkFormat {
    /** {@code {"incidents": […]}}, the documents as they are stored. */
    INCIDENTS {
        @Override
        JsonNode body(List<StoredIncident> incidents) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode documents = body.putArray("incidents");
            incidents.forEach(incident -> documents.add(incident.document()));
            return body;
        }
    },
    /** The body of XSOAR's call to create an incident, which takes one; XSOAR starts its playbook at once. */
    XSOAR {
        @Override
        JsonNode body(List<StoredIncident> incidents) {
            if (incidents.size() != 1) {
                throw new IllegalArgumentException("XSOAR takes one incident at a time, not " + incidents.size());
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            incidents.get(0).document().properties().forEach(member -> body.set(member.getKey(), member.getValue()));
            return body.put("createInvestigation", true);
        }

        @Override
        int batchSize(int configured) {
            return 1;
        }
    };

    abstract JsonNode body(List<StoredIncident> incidents);

    /** How many incidents go into one request at most. */
    int batchSize(int configured) {
        return configured;
    }

    /** The bytes that are signed and sent; the same for the same incidents. */
    byte[] bytes(List<StoredIncident> incidents) {
        return AsciiJson.MAPPER.writeValueAsBytes(body(incidents));
    }
}
