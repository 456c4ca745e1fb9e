package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.client.InstanceSettings;

/**
 * A parameter of an integration instance. Those of the appliance are components of {@link InstanceSettings} under their
 * XSOAR names, and take their defaults and limits from there; those of the connector are for the bridge's script, and
 * XSOAR's own are for XSOAR alone.
 *
 * @param type XSOAR's number for the kind of input field
 * @param options what can be chosen, where that is a list
 */
record IntegrationParameter(
        String name,
        String display,
        @JsonInclude(Include.ALWAYS) int type,
        String section,
        boolean required,
        @Nullable String defaultvalue,
        @Nullable String additionalinfo,
        @Nullable List<String> options) {

    IntegrationParameter(
            String name,
            String display,
            int type,
            String section,
            boolean required,
            @Nullable String defaultvalue,
            @Nullable String additionalinfo) {
        this(name, display, type, section, required, defaultvalue, additionalinfo, null);
    }

    static final String URL = "url";
    static final String PUBLIC_TOKEN = "public_api_token";
    static final String PRIVATE_TOKEN = "private_api_token";
    static final String CONNECTOR_INSTANCE = "connector_instance";

    static final String CONNECT = "Connect";
    static final String COLLECT = "Collect";

    private static final int TEXT = 0;
    private static final int ENCRYPTED = 4;
    private static final int CHECKBOX = 8;
    private static final int INCIDENT_TYPE = 13;
    private static final int SEVERAL_OF_A_LIST = 16;
    private static final int FETCH_INTERVAL = 19;

    boolean isYesOrNo() {
        return type == CHECKBOX;
    }

    boolean isSecret() {
        return type == ENCRYPTED;
    }

    static List<IntegrationParameter> all() {
        return Stream.of(ofTheAppliance(), ofXsoar(), ofTheConnector())
                .flatMap(List::stream)
                .toList();
    }

    /** Those that XSOAR expects, by these names and types, of whatever fetches. */
    private static List<IntegrationParameter> ofXsoar() {
        return List.of(
                new IntegrationParameter(
                        "incidentType",
                        "Incident type",
                        INCIDENT_TYPE,
                        COLLECT,
                        false,
                        null,
                        "Leave it empty: the classifier sets the type."),
                new IntegrationParameter(
                        "incidentFetchInterval",
                        "Incidents Fetch Interval",
                        FETCH_INTERVAL,
                        COLLECT,
                        false,
                        "1",
                        null));
    }

    private static List<IntegrationParameter> ofTheConnector() {
        return List.of(
                new IntegrationParameter(
                        "connector_url",
                        "Connector URL (e.g. https://connector.example.net:8080)",
                        TEXT,
                        CONNECT,
                        true,
                        null,
                        "Address of the Darktrace Connector."),
                new IntegrationParameter(
                        "connector_api_key",
                        "Connector API key",
                        ENCRYPTED,
                        CONNECT,
                        false,
                        null,
                        "Key of this XSOAR in the connector (darktrace-connector new-api-key). It needs the role read;"
                                + " write for changes, respond for RESPOND, and params among its instances where the"
                                + " Server URL below is used."),
                new IntegrationParameter(
                        "connector_insecure",
                        "Trust any certificate of the connector (not secure)",
                        CHECKBOX,
                        CONNECT,
                        false,
                        null,
                        null),
                new IntegrationParameter(
                        CONNECTOR_INSTANCE,
                        "Instance of the connector",
                        TEXT,
                        CONNECT,
                        false,
                        null,
                        "Name of an instance that is configured in the connector, to be used instead of the Server URL,"
                                + " the tokens and all other settings above. RESPOND commands need it."),
                new IntegrationParameter(
                        "fetch_sources",
                        "What is fetched",
                        SEVERAL_OF_A_LIST,
                        COLLECT,
                        false,
                        null,
                        "breach for model breaches, analyst for AI Analyst groups. Nothing chosen: what the instance of"
                                + " the connector says, or model breaches.",
                        List.of("breach", "analyst")));
    }

    /** The nine of XSOAR's Darktrace integration, in its order. */
    static List<IntegrationParameter> ofTheAppliance() {
        return List.of(
                of(URL, "Server URL (e.g. https://example.net)", TEXT, CONNECT, true, ""),
                of("isFetch", "Fetch incidents", CHECKBOX, COLLECT, false, ""),
                of("insecure", "Trust any certificate (not secure)", CHECKBOX, CONNECT, false, ""),
                of("proxy", "Use system proxy settings", CHECKBOX, CONNECT, false, ""),
                // Encrypted although it is called public: this service keeps both halves out of sight.
                of(PUBLIC_TOKEN, "Public API Token", ENCRYPTED, CONNECT, true, ""),
                of(PRIVATE_TOKEN, "Private API Token", ENCRYPTED, CONNECT, true, ""),
                of(
                        "min_score",
                        "Minimum Score",
                        TEXT,
                        COLLECT,
                        true,
                        "Model breaches with a lower score are not fetched."),
                of(
                        "max_alerts",
                        "Maximum Model Breaches per Fetch",
                        TEXT,
                        COLLECT,
                        false,
                        "What is left over comes with the next fetch."),
                of(
                        "first_fetch",
                        "First fetch time",
                        TEXT,
                        COLLECT,
                        false,
                        "How far back the first fetch looks: a time span such as 12 hours, or a date."));
    }

    private static IntegrationParameter of(
            String name, String display, int type, String section, boolean required, String info) {
        Parameter setting = setting(name);
        DefaultValue standard = setting.getAnnotation(DefaultValue.class);
        String text = (info + limits(setting)).strip();
        return new IntegrationParameter(
                name,
                display,
                type,
                section,
                required,
                standard == null ? null : String.join(",", standard.value()),
                text.isEmpty() ? null : text);
    }

    private static Parameter setting(String name) {
        String withoutUnderscores = name.replace("_", "");
        return Arrays.stream(InstanceSettings.class.getConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                .filter(parameter -> parameter.getName().equalsIgnoreCase(withoutUnderscores))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no instance setting " + name));
    }

    private static String limits(Parameter setting) {
        Min lowest = setting.getAnnotation(Min.class);
        Max highest = setting.getAnnotation(Max.class);
        return lowest == null || highest == null ? "" : " From %s to %s.".formatted(lowest.value(), highest.value());
    }
}
