package soar.darktrace.command;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of an instance as a request brings them along, under XSOAR's names and in its types. It never
 * prints their values, since two of them are tokens.
 */
public record InstanceParameters(Map<String, JsonNode> values) {

    /** XSOAR has a name of its own for the setting by which it knows whether to fetch. */
    private static final String FETCH = "isFetch";

    private static final List<String> NAMES = Arrays.stream(InstanceSettings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !InstanceSettings.OF_OPERATOR.contains(name))
            .map(name -> name.equals(FETCH) ? name : ArgumentSpec.snakeCase(name))
            .toList();

    /** What is fetched, and as how severe: sources of incidents read these. */
    private static final List<String> CHOICES = List.of("severity", "models", "exclude_models", "include_acknowledged");

    private static final List<String> ALL =
            Stream.concat(NAMES.stream(), CHOICES.stream()).toList();

    private static final int LONGEST = 2000;
    private static final String PUBLIC_TOKEN = "public_api_token";
    private static final String PRIVATE_TOKEN = "private_api_token";
    private static final String PASSWORD = "password";
    private static final List<String> CREDENTIALS = List.of("credentials", "public_creds", "private_creds");

    /** Takes the document as it is; what it holds is checked where an instance is made of it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public InstanceParameters {}

    /** The settings that a request may bring along: all of an instance but the operator's. */
    public static List<String> names() {
        return ALL;
    }

    /** What the request wants to be fetched; empty where it does not say. */
    Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>(texts());
        choices.keySet().retainAll(CHOICES);
        return choices;
    }

    /** The same settings have the same fingerprint; nothing can be read from it. */
    String fingerprint() {
        try {
            byte[] text = JsonMapper.shared().writeValueAsString(texts()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    /** Binds and checks them as a configuration is; what is wrong is refused by its XSOAR name. */
    InstanceSettings settings(Validator validator) {
        InstanceSettings settings = bound();
        validator.validate(settings).stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .ifPresent(violation -> {
                    throw invalid(name(violation), violation.getMessage());
                });
        return settings;
    }

    private InstanceSettings bound() {
        Map<String, String> properties = new LinkedHashMap<>();
        texts().forEach((name, text) -> properties.put("params." + name.replace('_', '-'), text));
        try {
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate("params", Bindable.of(InstanceSettings.class));
        } catch (BindException e) {
            // Its message and its causes hold the value.
            throw invalid(
                    name(e.getName().getLastElement(Form.UNIFORM)),
                    expected(e.getTarget().getType().resolve(Object.class)));
        }
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or ", "must be ", ""));
        }
        return type == boolean.class ? "must be true or false" : "must be a whole number";
    }

    /** The texts in the order of the names; XSOAR sends an empty text for what was left empty. */
    private Map<String, String> texts() {
        values.keySet().forEach(InstanceParameters::requireKnown);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : ALL) {
            String text = text(name);
            if (!text.isEmpty()) {
                texts.put(name, text);
            }
        }
        return texts;
    }

    private String text(String name) {
        try {
            String text = ArgumentType.text(credential(name));
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The value of a setting. XSOAR's parameters of the type "credentials" are objects of identifier and password: those of
     * the public integration hold one token each as password, {@code credentials} both.
     */
    private @Nullable JsonNode credential(String name) {
        JsonNode own = values.get(name);
        boolean isPrivate = name.equals(PRIVATE_TOKEN);
        if (!isPrivate && !name.equals(PUBLIC_TOKEN)) {
            return own;
        }
        if (!ArgumentType.isBlank(own)) {
            return password(own, PASSWORD);
        }
        JsonNode one = values.get(isPrivate ? "private_creds" : "public_creds");
        return ArgumentType.isBlank(one)
                ? password(values.get("credentials"), isPrivate ? PASSWORD : "identifier")
                : password(one, PASSWORD);
    }

    private static @Nullable JsonNode password(@Nullable JsonNode value, String member) {
        JsonNode credentials =
                value != null && ArgumentType.startsLikeJson(value) ? ArgumentType.parsed(value.asString()) : value;
        return credentials != null && credentials.isObject() && credentials.has(PASSWORD)
                ? credentials.get(member)
                : credentials;
    }

    private static void requireKnown(String name) {
        if (!ALL.contains(name) && !CREDENTIALS.contains(name)) {
            throw new CommandException(
                    Reason.UNKNOWN_ARGUMENT, name, "params has no " + name + Nearest.sentence(name, ALL));
        }
    }

    private static String name(ConstraintViolation<?> violation) {
        return name(violation.getPropertyPath().toString());
    }

    /** The XSOAR name of a component of the settings. */
    private static String name(String component) {
        return NAMES.stream()
                .filter(name -> name.replace("_", "").equalsIgnoreCase(component))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No parameter sets " + component));
    }

    private static CommandException invalid(String name, String problem) {
        return new CommandException(Reason.INVALID_ARGUMENT, name, name + " " + problem + ".");
    }

    @Override
    public String toString() {
        return "InstanceParameters[REDACTED]";
    }
}
