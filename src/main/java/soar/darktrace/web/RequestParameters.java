package soar.darktrace.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;

/** The query of a request, whose parameters are known and given once. */
record RequestParameters(MultiValueMap<String, String> values) {

    /**
     * Refuses by name what is none of these.
     *
     * @param what begins the sentence, such as {@code Incidents}
     */
    static RequestParameters of(String what, MultiValueMap<String, String> parameters, Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(
                            Reason.UNKNOWN_ARGUMENT,
                            name,
                            what + " has no argument " + name
                                    + Nearest.sentence(
                                            name, known.stream().sorted().toList()));
                });
        return new RequestParameters(parameters);
    }

    /** The value of one; null where it is missing or blank. */
    @Nullable
    String one(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw invalid(name, "may be given once");
        }
        String value = given.isEmpty() ? null : given.get(0);
        return value == null || value.isBlank() ? null : value.strip();
    }

    static CommandException invalid(String argument, String problem) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, argument + " " + problem + ".");
    }
}
