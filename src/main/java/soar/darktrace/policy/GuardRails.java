package soar.darktrace.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Action;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/** Refuses acts of RESPOND that the policy of an instance forbids, with a sentence that names the rule. */
@Component
public class GuardRails {

    /** Clocks in whole seconds, and an appliance that takes its time. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final Permissions permissions;

    GuardRails(Permissions permissions) {
        this.permissions = permissions;
    }

    /** Required for every change of a RESPOND action. */
    public void requireEnabled(DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.RESPOND);
    }

    public void requireAllowed(DarktraceInstance darktrace, String action) {
        if (!policy(darktrace).allowed().contains(action)) {
            throw Permissions.refused("The action %s is not among those allowed, %s; see %s."
                    .formatted(
                            action,
                            String.join(", ", policy(darktrace).allowed()),
                            property(darktrace, "allowed-actions")));
        }
    }

    public void requireShort(DarktraceInstance darktrace, Duration duration) {
        Duration longest = policy(darktrace).maxDuration();
        if (duration.isNegative() || duration.isZero()) {
            throw new CommandException(Reason.INVALID_ARGUMENT, "duration", "duration must be at least one second.");
        }
        if (duration.compareTo(longest) > 0) {
            throw Permissions.refused("%s s are longer than the %s s allowed; see %s."
                    .formatted(duration.toSeconds(), longest.toSeconds(), property(darktrace, "max-duration")));
        }
    }

    /**
     * What to do about an action that contains its device for longer than allowed, which shows only once Darktrace has
     * granted it; empty if it does not.
     *
     * @param since from when on it does, by Darktrace's clock
     */
    public Optional<String> excess(DarktraceInstance darktrace, Action action, Instant since) {
        Duration longest = policy(darktrace).maxDuration();
        return action.expires()
                        .filter(end -> !end.isAfter(since.plus(longest).plus(TOLERANCE)))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Darktrace lets action %1$s contain the device %2$s, longer than the %3$s s allowed by %4$s. Use"
                                        .formatted(
                                                action.codeid(),
                                                action.expires()
                                                        .map(end -> "until " + DarktraceTime.iso(end.toEpochMilli()))
                                                        .orElse("without an end"),
                                                longest.toSeconds(),
                                                property(darktrace, "max-duration"))
                                + " darktrace-extend-action codeid=%s duration=%s, or darktrace-clear-action."
                                        .formatted(action.codeid(), longest.toSeconds()));
    }

    /** Looks the device up. If that fails, nothing may be done, since the device may be a protected one. */
    public Mono<JsonNode> requireUnprotected(DarktraceInstance darktrace, long did) {
        ProtectedDevices protectedDevices = policy(darktrace).protectedDevices();
        return darktrace
                .api(DeviceApi.class)
                .device(did)
                .map(DarktraceAnswer::items)
                .onErrorMap(
                        DarktraceException.class,
                        failure -> failure.saying("Device " + did + " cannot be looked up, so that the guard rails"
                                + " cannot be checked; nothing was done. " + failure.sentence()))
                .map(devices -> device(devices, did))
                .doOnNext(device -> protectedDevices.protection(device).ifPresent(why -> {
                    throw Permissions.refused("Device %s is protected by %s; see %s."
                            .formatted(did, why, property(darktrace, "protected-devices")));
                }));
    }

    private static JsonNode device(List<JsonNode> devices, long did) {
        if (devices.isEmpty()) {
            throw new DarktraceException(Kind.NOT_FOUND, "Darktrace knows no device " + did + ": nothing was done.");
        }
        return devices.stream()
                .filter(device -> DarktraceNumber.whole(device.path("did")).equals(OptionalLong.of(did)))
                .findFirst()
                .orElseThrow(() -> Permissions.refused("Darktrace answers with other devices than device " + did
                        + ", so that it may be a protected one: nothing was done."));
    }

    private RespondPolicy policy(DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.RESPOND);
        return permissions.of(darktrace).orElseThrow().respond();
    }

    private static String property(DarktraceInstance darktrace, String name) {
        return Permissions.property(darktrace, "respond." + name);
    }
}
