package soar.darktrace.manifest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import soar.darktrace.client.InstanceSettings;

/**
 * The parameters of an appliance: components of {@link InstanceSettings} under their XSOAR names, with the defaults and limits
 * of those.
 */
final class ApplianceParameters {

    static final String URL = "url";
    static final String PUBLIC_TOKEN = "public_api_token";
    static final String PRIVATE_TOKEN = "private_api_token";
    static final String MAX_ALERTS = "max_alerts";

    private ApplianceParameters() {}

    /** The nine of XSOAR's Darktrace integration, in its order. */
    static List<IntegrationParameter> all() {
        return List.of(
                of(
                        URL,
                        "Server URL (e.g. https://example.net)",
                        IntegrationParameter.TEXT,
                        IntegrationParameter.CONNECT,
                        true,
                        ""),
                of(
                        "isFetch",
                        "Fetch incidents",
                        IntegrationParameter.CHECKBOX,
                        IntegrationParameter.COLLECT,
                        false,
                        ""),
                of(
                                "insecure",
                                "Trust any certificate (not secure)",
                                IntegrationParameter.CHECKBOX,
                                IntegrationParameter.CONNECT,
                                false,
                                "")
                        .forExperts(),
                of(
                                "proxy",
                                "Use system proxy settings",
                                IntegrationParameter.CHECKBOX,
                                IntegrationParameter.CONNECT,
                                false,
                                "")
                        .forExperts(),
                // Encrypted although it is called public: this service keeps both halves out of sight.
                of(
                        PUBLIC_TOKEN,
                        "Public API Token",
                        IntegrationParameter.ENCRYPTED,
                        IntegrationParameter.CONNECT,
                        true,
                        ""),
                of(
                        PRIVATE_TOKEN,
                        "Private API Token",
                        IntegrationParameter.ENCRYPTED,
                        IntegrationParameter.CONNECT,
                        true,
                        ""),
                of(
                        "min_score",
                        "Minimum Score",
                        IntegrationParameter.TEXT,
                        IntegrationParameter.COLLECT,
                        true,
                        "Model breaches with a lower score are not fetched."),
                of(
                        MAX_ALERTS,
                        "Maximum Model Breaches per Fetch",
                        IntegrationParameter.TEXT,
                        IntegrationParameter.COLLECT,
                        false,
                        "What is left over comes with the next fetch."),
                of(
                        "first_fetch",
                        "First fetch time",
                        IntegrationParameter.TEXT,
                        IntegrationParameter.COLLECT,
                        false,
                        "How far back the first fetch looks: a time span such as 12 hours, or a date."));
    }

    private static IntegrationParameter of(
            String name, String display, int type, String section, boolean required, String info) {
        Parameter setting = setting(name);
        DefaultValue standard = setting.getAnnotation(DefaultValue.class);
        String text = (info + limits(setting)).strip();
        IntegrationParameter parameter = IntegrationParameter.of(
                type,
                section,
                name,
                display,
                standard == null ? null : String.join(",", standard.value()),
                text.isEmpty() ? null : text);
        return required ? parameter.insisted() : parameter;
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
