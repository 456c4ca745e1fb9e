package soar.darktrace.fetch.analyst;

import java.util.List;
import soar.darktrace.fetch.CustomFields;
import tools.jackson.databind.node.ObjectNode;

/** The {@code CustomFields} of an incident, by the names of the pack's incident fields. What is unknown is left out. */
final class GroupFields {

    private GroupFields() {}

    static ObjectNode of(String id, ListedGroup group, ObjectNode raw, String instance, List<String> oddities) {
        CustomFields fields = new CustomFields();
        fields.fields().put("darktraceinstance", instance).put("darktracegroupid", id);
        group.score().ifPresent(score -> fields.fields().put("darktracegroupscore", score));
        fields.copy("darktracegroupcategory", raw.path("groupCategory"));
        fields.fields().put("darktraceeventcount", group.eventIds().size());
        fields.fields().put("darktraceacknowledged", group.isAcknowledged());
        fields.copy("darktracegroupend", raw.path("end"));
        fields.copy("darktracegroupurl", raw.path("link"));
        fields.list("darktracedids", raw.path("dids"));
        fields.list("darktracepbids", raw.path("pbids"));
        fields.list("darktracemitretactics", raw.path("mitreTactics"));
        fields.list("darktracepreviousgroups", raw.path("previousIds"));
        fields.warnings(oddities);
        // What means the same under the names of the public pack, where an incident is one event and not a group of
        // them.
        fields.fields().put("darktraceaianalystgroupid", id);
        fields.copy("darktraceaianalystcategory", raw.path("groupCategory"));
        fields.list("darktraceaianalystmitretactics", raw.path("mitreTactics"));
        fields.copy("externallink", raw.path("link"));
        return fields.fields();
    }
}
