package soar.darktrace.feature.device;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Subnet;
import soar.darktrace.api.SubnetApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of {@code darktrace-update-subnet}: what is given is changed. */
record SubnetChange(
        @Argument("ID of the subnet.") @Positive long sid,

        @Argument("New label of the subnet.") @Nullable String label,

        @Argument("New addresses of the subnet, such as 10.0.0.0/24.") @Nullable
        String network,

        @Argument("Where the subnet is, −90 to 90; with longitude.") @Min(-90) @Max(90) @Nullable
        BigDecimal latitude,

        @Argument("Where the subnet is, −180 to 180; with latitude.") @Min(-180) @Max(180) @Nullable
        BigDecimal longitude,

        @Argument("Whether addresses are given by DHCP.") @Nullable
        Boolean dhcp,

        @Argument("Whether devices are told apart by user names.") @Nullable
        Boolean uniqueUsernames,

        @Argument("Whether devices are told apart by hostnames.") @Nullable
        Boolean uniqueHostnames,

        @Argument("Whether Darktrace leaves the traffic of the subnet out.") @Nullable
        Boolean excluded,

        @Argument("Whether models leave the devices of the subnet out.") @Nullable
        Boolean modelExcluded) {

    /** Sends the change once; what the subnet shows afterwards decides. */
    Mono<CommandResult> settled(SubnetApi api) {
        if ((latitude == null) != (longitude == null)) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "latitude", "latitude and longitude go together: give both, or neither.");
        }
        JsonNode wanted = wanted();
        if (wanted.isEmpty()) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "label", "darktrace-update-subnet needs something to change.");
        }
        return api.update(body())
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(answer, "Darktrace refused to change subnet " + sid + ".");
                    return Optional.<DarktraceException>empty();
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? Mono.just(Optional.of(failure)) : Mono.error(failure))
                .flatMap(lost -> readBack(api, wanted, lost));
    }

    private Mono<CommandResult> readBack(SubnetApi api, JsonNode wanted, Optional<DarktraceException> lost) {
        return api.subnets(sid, null)
                .map(answer -> Subnet.in(answer, sid))
                .onErrorMap(unread -> lost.map(failure -> failure.unsettledBy(unread))
                        .orElseGet(() -> new DarktraceException(
                                Kind.OUTCOME_UNKNOWN,
                                "Darktrace said that subnet " + sid + " was changed, but it cannot be read back: "
                                        + unread.getMessage())))
                .map(subnet -> {
                    boolean isMade = isIn(wanted, subnet.source());
                    if (!isMade && lost.isPresent()) {
                        throw lost.get();
                    }
                    return CommandResult.of("Darktrace Subnet " + sid + " Updated", subnet.outputs())
                            .warning(
                                    isMade
                                            ? List.of()
                                            : List.of("Darktrace took the change, but shows subnet " + sid
                                                    + " otherwise than asked for."));
                });
    }

    /** Numbers are the same whatever their digits behind the point. */
    private static boolean isIn(JsonNode wanted, JsonNode subnet) {
        return wanted.propertyStream().allMatch(field -> {
            JsonNode found = subnet.path(field.getKey());
            Optional<BigDecimal> number = DarktraceNumber.decimal(field.getValue());
            return number.isPresent()
                    ? DarktraceNumber.decimal(found)
                            .filter(same -> same.compareTo(number.get()) == 0)
                            .isPresent()
                    : field.getValue().equals(found);
        });
    }

    private JsonNode wanted() {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        text(wanted, "label", label);
        text(wanted, "network", network);
        if (latitude != null && longitude != null) {
            wanted.put("latitude", latitude).put("longitude", longitude);
        }
        flag(wanted, "dhcp", dhcp);
        flag(wanted, "uniqueUsernames", uniqueUsernames);
        flag(wanted, "uniqueHostnames", uniqueHostnames);
        flag(wanted, "excluded", excluded);
        flag(wanted, "modelExcluded", modelExcluded);
        return wanted;
    }

    private static void text(ObjectNode wanted, String name, @Nullable String value) {
        if (value != null) {
            wanted.put(name, value);
        }
    }

    private static void flag(ObjectNode wanted, String name, @Nullable Boolean value) {
        if (value != null) {
            wanted.put(name, value);
        }
    }

    private SubnetApi.Update body() {
        return new SubnetApi.Update(
                sid,
                label,
                network,
                pointed(latitude),
                pointed(longitude),
                dhcp,
                uniqueUsernames,
                uniqueHostnames,
                excluded,
                modelExcluded);
    }

    /** Darktrace wants whole numbers with a decimal point. */
    private static @Nullable BigDecimal pointed(@Nullable BigDecimal degrees) {
        return degrees == null || degrees.scale() > 0 ? degrees : degrees.setScale(1, RoundingMode.UNNECESSARY);
    }
}
