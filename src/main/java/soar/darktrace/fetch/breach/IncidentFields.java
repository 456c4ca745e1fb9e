package soar.darktrace.fetch.breach;

import java.util.List;
import soar.darktrace.fetch.CustomFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code CustomFields} of an incident, by the names of the pack's incident fields. What is unknown is left out. */
final class IncidentFields {

    private IncidentFields() {}

    static ObjectNode of(ListedBreach listed, JsonNode raw, String instance, List<String> oddities) {
        JsonNode model = listed.breach().model();
        JsonNode device = listed.breach().device();
        JsonNode source = listed.breach().source();
        CustomFields fields = new CustomFields();
        fields.fields().put("darktraceinstance", instance);
        fields.fields().put("darktracepbid", listed.pbid());
        fields.number("darktracescore", source.path("score"));
        fields.copy("darktracecreated", raw.path("creationTime"));
        fields.fields().put("darktraceacknowledged", listed.breach().isAcknowledged());
        fields.number("darktraceminutestoacknowledge", raw.path("minutesToAcknowledge"));
        fields.copy("darktracebreachurl", raw.path("url"));
        fields.copy("darktracemodelname", model.path("name"));
        fields.copy("darktracemodeluuid", model.path("uuid"));
        fields.number("darktracemodelpriority", model.path("priority"));
        fields.copy("darktracemodelcategory", model.path("category"));
        fields.list("darktracetags", model.path("tags"));
        fields.list("darktracemitretechniques", raw.path("mitre").path("techniques"));
        fields.copy("darktracedid", device.path("did"));
        fields.copy("darktracedevicehostname", device.path("hostname"));
        fields.copy("darktracedevicelabel", device.path("devicelabel"));
        fields.copy("darktracedeviceip", device.path("ip"));
        fields.copy("darktracedevicemac", device.path("macaddress"));
        fields.warnings(oddities);
        copyForPublicPacks(fields, raw);
        return fields.fields();
    }

    /**
     * The same once more under the names of the public Darktrace packs, so that what was made for those (queries, rules,
     * playbooks) finds it. Those of the classic integration first, then those that its successor for model breaches added.
     */
    private static void copyForPublicPacks(CustomFields fields, JsonNode raw) {
        JsonNode model = raw.path("model");
        JsonNode device = raw.path("device");
        fields.number("darktracemodelbreachid", raw.path("pbid"));
        fields.percentage("darktracemodelbreachscore", raw.path("score"));
        fields.copy("darktracemodelbreachdescription", model.path("description"));
        fields.number("darktracecommentcount", raw.path("commentCount"));
        fields.copy("darktracedeviceid", device.path("did"));
        fields.copy("darktracedevicevendor", device.path("vendor"));
        fields.number("darktracemodelid", model.path("pid"));
        fields.list("darktracemodeltags", model.path("tags"));
        fields.copy("darktracemodelbreachname", model.path("name"));
        fields.copy("darktracemodelbreachcategory", model.path("category"));
        fields.number("darktracemodelbreachpriority", model.path("priority"));
        fields.number("darktracemodelbreachpolicyid", model.path("pid"));
        fields.list("darktracemodelbreachtags", model.path("tags"));
        fields.copy("darktracemodelbreachuniqueidentifier", model.path("uuid"));
        fields.number("darktracemodelbreachcommentcount", raw.path("commentCount"));
        fields.copy("externallink", raw.path("url"));
    }
}
