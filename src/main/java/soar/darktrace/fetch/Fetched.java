package soar.darktrace.fetch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.incident.Incident;

/**
 * What one fetch step gave.
 *
 * @param incidents the oldest new ones, in the order of their creation
 * @param next where the next step goes on, once the incidents are safe
 * @param more whether items are left over, so that the next step should follow at once
 * @param read how many items were read, those seen before included
 * @param odd how many of the new ones lacked something or were of another shape
 * @param unidentified how many items had no usable ID; they cannot become incidents
 * @param newest the latest creation time among the items read; null where none was read
 * @param warnings sentences about what was odd
 */
record Fetched(
        List<Incident> incidents,
        FetchCursor next,
        boolean more,
        int read,
        int odd,
        int unidentified,
        @Nullable Instant newest,
        List<String> warnings) {

    Fetched {
        incidents = List.copyOf(incidents);
        warnings = List.copyOf(warnings);
    }
}
