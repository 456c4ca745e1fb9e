package soar.darktrace.manifest;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What XSOAR shows about an automation of the pack, in the form that demisto-sdk expects of it. */
final class ScriptReadme {

    private static final String TABLE = "| **%s** | **%s** |\n| --- | --- |\n";

    private ScriptReadme() {}

    /**
     * Renders the document.
     *
     * @param yaml the automation
     */
    static String of(String yaml) {
        JsonNode script = new YAMLMapper().readTree(yaml);
        String inputs = script.path("args")
                .valueStream()
                .map(argument -> CommandReference.row(
                        argument.path("name").asString(),
                        argument.path("description").asString()))
                .collect(Collectors.joining());
        return script.path("comment").asString()
                + "\n\n## Script Data\n\n---\n\n" + TABLE.formatted("Name", "Description")
                + CommandReference.row("Script Type", "python3")
                + CommandReference.row("Tags", script.path("tags").path(0).asString())
                + CommandReference.row(
                        "Cortex XSOAR Version", script.path("fromversion").asString())
                + "\n## Dependencies\n\n---\n\nThis script uses the following commands of the integration.\n\n"
                + script.at("/dependson/must")
                        .valueStream()
                        .map(command -> "* " + command.asString().replaceAll(".*\\|", "") + "\n")
                        .collect(Collectors.joining())
                + "\n## Inputs\n\n---\n\n"
                + (inputs.isEmpty()
                        ? "There are no inputs for this script.\n"
                        : TABLE.formatted("Argument Name", "Description") + inputs)
                + "\n## Outputs\n\n---\n\nThere are no outputs for this script.\n";
    }
}
