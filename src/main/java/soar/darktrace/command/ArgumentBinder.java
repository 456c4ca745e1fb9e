package soar.darktrace.command;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * Binds the arguments of a call to the record of a command, the way XSOAR sends them: numbers and booleans also as text,
 * lists as JSON or comma separated, an empty text as not given. What does not fit is refused by name.
 */
final class ArgumentBinder<A extends Record> {

    /** What XSOAR takes with every command and acts on itself, so that a line may be copied from there; in the order of warnings. */
    private static final List<String> OF_XSOAR = List.of(
            "auto-extract",
            "debug-mode",
            "execution-timeout",
            "extend-context",
            "ignore-outputs",
            "raw-response",
            "retry-count",
            "retry-interval",
            "using",
            "using-brand");

    private final CommandSpec spec;
    private final ArgumentRecord<A> arguments;
    private final List<String> names;
    private final Validator validator;

    ArgumentBinder(CommandSpec spec, Class<A> type, Validator validator) {
        this.spec = spec;
        this.arguments = ArgumentRecord.of(type);
        this.names = spec.arguments().stream().map(ArgumentSpec::name).toList();
        this.validator = validator;
    }

    A bind(Map<String, JsonNode> given) {
        given.keySet().forEach(this::requireKnown);
        return arguments.create(argument -> value(argument, given(argument, given)), this::requireValid);
    }

    /** Those given that are neither blank nor XSOAR's, in their order. */
    Map<String, JsonNode> meant(Map<String, JsonNode> given) {
        Map<String, JsonNode> meant = new LinkedHashMap<>(given);
        meant.entrySet().removeIf(entry -> ArgumentType.isBlank(entry.getValue()) || isOfXsoar(entry.getKey()));
        return meant;
    }

    private boolean isOfXsoar(String name) {
        return OF_XSOAR.contains(name) && spec.arguments().stream().noneMatch(argument -> argument.isNamed(name));
    }

    /** That arguments are XSOAR's, and do nothing here; empty where there are none. */
    List<String> warnings(Map<String, JsonNode> given) {
        List<String> ignored = OF_XSOAR.stream()
                .filter(given::containsKey)
                .filter(this::isOfXsoar)
                .toList();
        return ignored.isEmpty()
                ? List.of()
                : List.of("Ignored, since XSOAR acts on them itself: " + String.join(", ", ignored) + ".");
    }

    /**
     * The value of an argument under whichever of its names it came. XSOAR adds the default under the argument's own name to
     * what a playbook gives under another.
     */
    private static @Nullable JsonNode given(ArgumentSpec argument, Map<String, JsonNode> given) {
        List<String> written = given.entrySet().stream()
                .filter(entry -> argument.isNamed(entry.getKey()) && !ArgumentType.isBlank(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<String> meant = written.size() < 2
                ? written
                : written.stream()
                        .filter(name -> !name.equals(argument.name()) || !isDefault(argument, given.get(name)))
                        .toList();
        if (meant.size() > 1) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    meant.get(1),
                    "Give " + String.join(" or ", meant) + ", not both: they are names of one argument.");
        }
        return meant.isEmpty() ? null : given.get(meant.get(0));
    }

    private static boolean isDefault(ArgumentSpec argument, @Nullable JsonNode value) {
        return value != null && value.isValueNode() && value.asString().strip().equals(argument.defaultInXsoar());
    }

    private void requireValid(Record bound) {
        validator.validate(bound).stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .ifPresent(violation -> {
                    throw violated(violation);
                });
    }

    private void requireKnown(String name) {
        if (spec.arguments().stream().noneMatch(argument -> argument.isNamed(name)) && !OF_XSOAR.contains(name)) {
            throw new CommandException(
                    Reason.UNKNOWN_ARGUMENT,
                    name,
                    "%s has no argument %s%s"
                            .formatted(
                                    spec.name(),
                                    name,
                                    names.isEmpty() ? "; it takes none." : Nearest.sentence(name, names)));
        }
    }

    private @Nullable Object value(ArgumentSpec argument, @Nullable JsonNode given) {
        try {
            List<JsonNode> values = argument.isArray() ? several(argument, given) : one(argument, given);
            if (values.isEmpty() && argument.defaultValue() != null) {
                JsonNode standIn = StringNode.valueOf(argument.defaultValue());
                values = argument.isArray() ? several(argument, standIn) : List.of(standIn);
            }
            if (values.isEmpty()) {
                return absent(argument);
            }
            return argument.isArray()
                    ? values.stream().map(value -> read(argument, value)).toList()
                    : read(argument, values.get(0));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, argument.name(), argument.name() + " " + e.getMessage() + ".");
        }
    }

    private @Nullable Object absent(ArgumentSpec argument) {
        if (argument.isNeeded()) {
            throw new CommandException(
                    Reason.MISSING_ARGUMENT,
                    argument.name(),
                    "%s needs the argument %s: %s".formatted(spec.name(), argument.name(), argument.description()));
        }
        return argument.isArray() ? List.of() : null;
    }

    /** A list of one is taken for its value, as JSON in a text too, unless any text may be meant. */
    private static List<JsonNode> one(ArgumentSpec argument, @Nullable JsonNode given) {
        if (given == null) {
            return List.of();
        }
        JsonNode value = given;
        if (argument.type() != ArgumentType.JSON) {
            boolean isAnyText = argument.type() == ArgumentType.STRING
                    && argument.constants().isEmpty();
            JsonNode list = isAnyText ? null : ArgumentType.listIn(given);
            value = list == null ? given : list;
            if (value.isArray() && value.size() <= 1) {
                value = value.isEmpty() ? NullNode.getInstance() : value.get(0);
            }
        }
        return ArgumentType.isBlank(value) ? List.of() : List.of(value);
    }

    /** A JSON array, also as text, or values separated by commas: that is what a text is that only looks like JSON. */
    private static List<JsonNode> several(ArgumentSpec argument, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return List.of();
        }
        boolean isJson = argument.type() == ArgumentType.JSON && ArgumentType.startsLikeObjects(given);
        JsonNode parsed = isJson ? ArgumentType.parsed(given.asString()) : ArgumentType.listIn(given);
        JsonNode list = parsed == null ? given : parsed;
        List<JsonNode> values = new ArrayList<>();
        if (list.isArray()) {
            values.addAll(list.values());
        } else if (list.isObject()) {
            values.add(list);
        } else {
            for (String part : ArgumentType.text(list).split(",", -1)) {
                values.add(StringNode.valueOf(part));
            }
        }
        values.removeIf(ArgumentType::isBlank);
        return values;
    }

    private static Object read(ArgumentSpec argument, JsonNode value) {
        if (argument.isArray() && argument.type() == ArgumentType.JSON) {
            return ArgumentType.requireFinite(value);
        }
        Object read = argument.type().read(value);
        if (argument.constants().isEmpty()) {
            return read;
        }
        return argument.constants().stream()
                .filter(constant -> constant.toString().equalsIgnoreCase(read.toString()))
                .findFirst()
                .map(Object.class::cast)
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + String.join(", ", argument.predefined())));
    }

    /** Limits are told in our words: those of Bean Validation change with the language of the machine. */
    private CommandException violated(ConstraintViolation<?> violation) {
        String name = ArgumentSpec.snakeCase(
                violation.getPropertyPath().iterator().next().getName());
        String problem = spec.arguments().stream()
                .filter(argument -> argument.name().equals(name) && argument.isLimited())
                .map(ArgumentSpec::limits)
                .findFirst()
                .orElse(violation.getMessage());
        return new CommandException(
                Reason.INVALID_ARGUMENT,
                name,
                "%s %s, but is %s.".formatted(name, problem, violation.getInvalidValue()));
    }
}
