package soar.darktrace.mirror;

import static soar.darktrace.command.OutputType.OBJECT;

import reactor.core.publisher.Mono;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Output;
import soar.darktrace.command.ServiceCommand;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "get-mapping-fields",
        description =
                "Lists the fields of mirrored incidents for XSOAR's mapping editor. All come from Darktrace; none is"
                        + " written back there.",
        context = "")
@Output(
        path = "Darktrace Model Breach",
        type = OBJECT,
        description = "The fields of a model breach, with their meaning.")
@Output(
        path = "Darktrace AI Analyst Incident",
        type = OBJECT,
        description = "The fields of a group of AI Analyst, with their meaning.")
class GetMappingFields implements ServiceCommand<GetMappingFields.Arguments> {

    record Arguments() {}

    @Override
    public Mono<CommandResult> run(Arguments arguments) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.putObject("Darktrace Model Breach")
                .put("acknowledged", "Whether it is acknowledged.")
                .put("acknowledgedBy", "Who acknowledged it.")
                .put("acknowledgedTime", "When it was acknowledged.")
                .put("minutesToAcknowledge", "Minutes from its creation to its acknowledgement.")
                .put("commentCount", "How many comments it has.")
                .put("score", "Its score, from 0 to 1.")
                .put("device", "The device: did, hostname, ip, devicelabel, vendor, macaddress.")
                .put("model", "The model: name, category, priority, tags, description.")
                .put("url", "Link to it in Darktrace.");
        outputs.putObject("Darktrace AI Analyst Incident")
                .put("acknowledged", "Whether all its incident events are acknowledged.")
                .put("groupScore", "Its score, in percent.")
                .put("groupCategory", "critical, suspicious or compliance.")
                .put("eventCount", "How many incident events it has.")
                .put("previousIds", "The groups that it took up.")
                .put("end", "When its latest activity ended.")
                .put("groupUrl", "Link to it in Darktrace.");
        return Mono.just(CommandResult.of("Fields of mirrored incidents", outputs));
    }
}
