package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.client.InstanceSettings;

/**
 * A parameter of an integration instance. Each is a component of {@link InstanceSettings} under its XSOAR name, and takes
 * its default and its limits from there.
 *
 * @param type XSOAR's number for the kind of input field
 */
record IntegrationParameter(
        String name,
        String display,
        @JsonInclude(Include.ALWAYS) int type,
        String section,
        boolean required,
        @Nullable String defaultvalue,
        @Nullable String additionalinfo) {

    static final String CONNECT = "Connect";
    static final String COLLECT = "Collect";

    private static final int TEXT = 0;
    private static final int ENCRYPTED = 4;
    private static final int CHECKBOX = 8;

    /** The nine of XSOAR's Darktrace integration, in its order. */
    static List<IntegrationParameter> all() {
        return List.of(
                of("url", "Server URL (e.g. https://example.net)", TEXT, CONNECT, true, ""),
                of("isFetch", "Fetch incidents", CHECKBOX, COLLECT, false, ""),
                of("insecure", "Trust any certificate (not secure)", CHECKBOX, CONNECT, false, ""),
                of("proxy", "Use system proxy settings", CHECKBOX, CONNECT, false, ""),
                // Encrypted although it is called public: this service keeps both halves out of sight.
                of("public_api_token", "Public API Token", ENCRYPTED, CONNECT, true, ""),
                of("private_api_token", "Private API Token", ENCRYPTED, CONNECT, true, ""),
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
