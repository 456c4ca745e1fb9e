package soar.darktrace.manifest;

import static soar.darktrace.manifest.IntegrationParameter.CHECKBOX;
import static soar.darktrace.manifest.IntegrationParameter.COLLECT;
import static soar.darktrace.manifest.IntegrationParameter.CONNECT;
import static soar.darktrace.manifest.IntegrationParameter.ENCRYPTED;
import static soar.darktrace.manifest.IntegrationParameter.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.client.Reliability;

/** The fields of an instance in XSOAR: the appliance, what XSOAR expects of whatever fetches, and the connector. */
final class IntegrationForm {

    static final String PUBLIC_CREDENTIALS = "public_creds";
    static final String PRIVATE_CREDENTIALS = "private_creds";
    static final String CONNECTOR_INSTANCE = "connector_instance";

    private static final int INCIDENT_TYPE = 13;
    private static final int ONE_OF_A_LIST = 15;
    private static final int SEVERAL_OF_A_LIST = 16;
    private static final int FETCH_INTERVAL = 19;

    private IntegrationForm() {}

    static List<IntegrationParameter> parameters() {
        return Stream.of(ofTheAppliance(), ofTheFetch(), ofXsoar(), ofTheConnector(), MirrorParameters.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The nine of XSOAR's Darktrace integration, in its order; those that have a better field now are hidden. */
    private static List<IntegrationParameter> ofTheAppliance() {
        return ApplianceParameters.all().stream()
                .flatMap(parameter -> switch (parameter.name()) {
                    case ApplianceParameters.PUBLIC_TOKEN ->
                        Stream.of(
                                IntegrationParameter.credentials(PUBLIC_CREDENTIALS, parameter.display(), null),
                                parameter.kept());
                    case ApplianceParameters.PRIVATE_TOKEN ->
                        Stream.of(
                                IntegrationParameter.credentials(PRIVATE_CREDENTIALS, parameter.display(), null),
                                parameter.kept());
                    case ApplianceParameters.MAX_ALERTS -> Stream.of(parameter.called("max_fetch"), parameter.kept());
                    default -> Stream.of(parameter);
                })
                .toList();
    }

    /** Those that XSOAR knows by name and type. */
    private static List<IntegrationParameter> ofXsoar() {
        return List.of(
                IntegrationParameter.of(
                        INCIDENT_TYPE,
                        COLLECT,
                        "incidentType",
                        "Incident type",
                        null,
                        "Leave it empty: the classifier sets the type. Without a classifier, incidents are of this type."),
                IntegrationParameter.of(
                        FETCH_INTERVAL, COLLECT, "incidentFetchInterval", "Incidents Fetch Interval", "1", null),
                IntegrationParameter.of(
                                ONE_OF_A_LIST,
                                CONNECT,
                                "integrationReliability",
                                "Source Reliability",
                                Reliability.C_FAIRLY_RELIABLE.toString(),
                                "How reliable Darktrace is as a source of what it says of addresses and domains.")
                        .offering(Arrays.stream(Reliability.values())
                                .map(Reliability::toString)
                                .toArray(String[]::new)));
    }

    private static List<IntegrationParameter> ofTheConnector() {
        return List.of(
                IntegrationParameter.of(
                                TEXT,
                                CONNECT,
                                "connector_url",
                                "Connector URL (e.g. https://connector.example.net:8080)",
                                null,
                                "Address of the Darktrace Connector.")
                        .insisted(),
                IntegrationParameter.credentials(
                        "connector_creds",
                        "Connector API key",
                        "Key of this XSOAR in the connector (darktrace-connector new-api-key). It needs the role read;"
                                + " write for changes, respond for RESPOND, and params among its instances where the"
                                + " Server URL below is used."),
                IntegrationParameter.of(ENCRYPTED, CONNECT, "connector_api_key", "Connector API key", null, null)
                        .kept(),
                IntegrationParameter.of(
                                CHECKBOX,
                                CONNECT,
                                "connector_insecure",
                                "Trust any certificate of the connector (not secure)",
                                null,
                                null)
                        .forExperts(),
                IntegrationParameter.of(
                        TEXT,
                        CONNECT,
                        CONNECTOR_INSTANCE,
                        "Instance of the connector",
                        null,
                        "Name of an instance that is configured in the connector, to be used instead of the Server URL,"
                                + " the tokens and all other settings above. RESPOND commands need it."),
                IntegrationParameter.of(
                                SEVERAL_OF_A_LIST,
                                COLLECT,
                                "fetch_sources",
                                "What is fetched",
                                null,
                                "breach for model breaches, analyst for AI Analyst groups. Nothing chosen: what the"
                                        + " instance of the connector says, or model breaches.")
                        .offering("breach", "analyst"));
    }

    /** Of model breaches, beyond the lowest score; like all settings of the appliance, not for a named instance. */
    private static List<IntegrationParameter> ofTheFetch() {
        return List.of(
                IntegrationParameter.of(
                                ONE_OF_A_LIST,
                                COLLECT,
                                "severity",
                                "Severity of model breaches",
                                "Category",
                                "What it is taken from. Public packs: the category, in the numbers of the integration"
                                        + " DarktraceMBs (suspicious is high, informational is medium).")
                        .offering("Category", "Priority", "Score", "Public packs"),
                IntegrationParameter.of(
                        TEXT,
                        COLLECT,
                        "models",
                        "Models to fetch",
                        null,
                        "Names with commas between them; * and ? are wildcards. Nothing: all models."),
                IntegrationParameter.of(
                        TEXT, COLLECT, "exclude_models", "Models not to fetch", null, "Likewise. Nothing: none."),
                IntegrationParameter.of(
                        CHECKBOX,
                        COLLECT,
                        "include_acknowledged",
                        "Fetch acknowledged model breaches",
                        null,
                        "Those, too, that were acknowledged before they were fetched."));
    }
}
