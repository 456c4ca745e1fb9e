package soar.darktrace.mirror;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed since the last time.
 *
 * @param ids of incidents, each once
 * @param state what the next time has to know
 * @param warnings sentences about what could not be looked at
 */
record Modified(Set<RemoteId> ids, ObjectNode state, List<String> warnings) {

    Modified {
        ids = new LinkedHashSet<>(ids);
        warnings = List.copyOf(warnings);
    }
}
