package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Entities;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The integration document that XSOAR installs: its components are named and ordered as XSOAR writes them. */
record IntegrationManifest(
        CommonFields commonfields,
        String name,
        String display,
        String category,
        String image,
        String description,
        String detaileddescription,
        List<String> sectionorder,
        List<IntegrationParameter> configuration,
        List<Trigger> triggers,
        String defaultclassifier,
        String defaultmapperin,
        String defaultmapperout,
        Script script,
        String fromversion,
        List<String> tests) {

    static final String NAME = Entities.VENDOR;

    /** The ids in {@code pack/Classifiers}. */
    private static final String CLASSIFIER = "Darktrace Connector - Classifier";

    private static final String MAPPER = "Darktrace Connector - Incoming Mapper";
    private static final String MAPPER_OUT = "Darktrace Connector - Outgoing Mapper";

    /** What XSOAR recognises the integration by. */
    record CommonFields(String id, int version) {}

    /** XSOAR calls what is built in without being told, but knows an integration that can be mapped by this one (IN131). */
    static final String MAPPING_FIELDS = "get-mapping-fields";

    /** Of demisto/python3 on Docker Hub; Python 3.12. */
    private static final String IMAGE = "demisto/python3:3.12.12.6947692";

    /** Imports of modules that XSOAR provides; demisto-sdk removes these lines in the same way. */
    private static final Pattern IMPORT_OF_XSOAR =
            Pattern.compile("(?m)^(import demistomock as demisto|from CommonServerPython import \\*)\\R");

    /** What XSOAR shows beside the form of an instance. */
    private static final String HELP = """
            This integration needs the Darktrace Connector, a service that runs next to XSOAR. Its address is the Connector URL.

            There are two ways to say which appliance it asks:
            - **Here.** Fill in the Server URL and both tokens. The connector must list the appliance's host in `connector.request-instances.allowed-hosts`.
            - **In the connector.** Configure the instance there and write its name into Instance of the connector. RESPOND commands that change something need this way. Where the form insists on the Server URL all the same, write a dash: it is not sent.

            The API token pair is made in Darktrace under System Config > Settings > API Token.
            """;

    /** The code of the integration and what it can do. */
    record Script(
            String script,
            String type,
            String subtype,
            String dockerimage,
            @JsonInclude(Include.ALWAYS) boolean feed,
            boolean isfetch,
            boolean ismappable,
            boolean isremotesyncin,
            boolean isremotesyncout,
            @JsonInclude(Include.ALWAYS) boolean runonce,
            List<IntegrationCommand> commands) {}

    /**
     * Renders the document.
     *
     * @param bridge the Python source that hands commands over to this service
     * @param icon a PNG of 120 x 50 pixels
     */
    static IntegrationManifest of(List<CommandSpec> specs, String bridge, byte[] icon) {
        return new IntegrationManifest(
                new CommonFields(NAME, -1),
                NAME,
                NAME,
                "Network Security",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(icon),
                "Darktrace detects threats across cloud, email, industrial systems and the network. This integration"
                        + " searches and acknowledges model breaches, looks up devices and contains them.",
                HELP,
                List.of(IntegrationParameter.CONNECT, IntegrationParameter.COLLECT),
                IntegrationForm.parameters(),
                Trigger.all(),
                CLASSIFIER,
                MAPPER,
                MAPPER_OUT,
                new Script(
                        IMPORT_OF_XSOAR.matcher(bridge).replaceAll(""),
                        "python",
                        "python3",
                        IMAGE,
                        false,
                        true,
                        true,
                        true,
                        true,
                        false,
                        commands(specs)),
                "6.10.0",
                List.of("No tests"));
    }

    private static List<IntegrationCommand> commands(List<CommandSpec> specs) {
        return specs.stream()
                .filter(spec -> !spec.isBuiltIn() || spec.name().equals(MAPPING_FIELDS))
                .flatMap(IntegrationCommand::of)
                .toList();
    }

    /** The document as YAML, the same on every machine. */
    String toYaml() {
        String notPulled = "# The tag of " + IMAGE + " is known from public content; the image was not pulled.\n";
        return notPulled
                + YAMLMapper.builder()
                        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                        .enable(
                                YAMLWriteFeature.MINIMIZE_QUOTES,
                                YAMLWriteFeature.LITERAL_BLOCK_STYLE,
                                YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_DEFAULT))
                        .build()
                        .writeValueAsString(this);
    }
}
