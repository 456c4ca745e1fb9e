package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The integration document that XSOAR installs: its components are named and ordered as XSOAR writes them. */
record IntegrationManifest(
        CommonFields commonfields,
        String name,
        String display,
        String category,
        String description,
        List<String> sectionOrder,
        List<IntegrationParameter> configuration,
        Script script,
        String fromversion,
        List<String> tests) {

    static final String NAME = "Darktrace Connector";

    /** What XSOAR recognises the integration by. */
    record CommonFields(String id, int version) {}

    /** The code of the integration and what it can do. */
    record Script(
            String script,
            String type,
            String subtype,
            boolean isfetch,
            @JsonInclude(Include.ALWAYS) boolean runonce,
            List<IntegrationCommand> commands) {}

    static IntegrationManifest of(List<CommandSpec> specs) {
        return new IntegrationManifest(
                new CommonFields(NAME, -1),
                NAME,
                NAME,
                "Network Security",
                "Darktrace detects threats across cloud, email, industrial systems and the network. This integration"
                        + " searches and acknowledges model breaches, looks up devices and contains them.",
                List.of(IntegrationParameter.CONNECT, IntegrationParameter.COLLECT),
                IntegrationParameter.all(),
                // XSOAR needs a script; this one stands in for the bridge to this service.
                new Script("-", "python", "python3", true, false, commands(specs)),
                "6.10.0",
                List.of("No tests"));
    }

    private static List<IntegrationCommand> commands(List<CommandSpec> specs) {
        return specs.stream()
                .filter(spec -> !spec.isBuiltIn())
                .flatMap(IntegrationCommand::of)
                .toList();
    }

    /** The document as YAML, the same on every machine. */
    String toYaml() {
        return YAMLMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_DEFAULT))
                .build()
                .writeValueAsString(this);
    }
}
