package soar.darktrace.feature.email;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Email;
import soar.darktrace.api.EmailRecipient;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.FailedItem;
import soar.darktrace.feature.email.ActionOnEmail.Sent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of an action on an email, for each recipient.
 *
 * @param chosen the addresses that it was asked for
 * @param open those that it was sent for: the other copies were as wanted before
 */
record ActionOutcome(EmailAction action, String uuid, List<String> chosen, List<String> open) {

    private static final String QUEUED = "queued";

    /** The state of one copy, and the failure where it is not as wanted. */
    private record Copy(String address, String status, String response, Optional<DarktraceException> failure) {}

    boolean isDone(Email email) {
        return open.stream().allMatch(address -> isDone(email, address));
    }

    private boolean isDone(Email email, String address) {
        return copy(email, address).filter(action::isDone).isPresent();
    }

    private static Optional<EmailRecipient> copy(Email email, String address) {
        return email.recipients().stream()
                .filter(recipient -> recipient.hasAddress(address))
                .findFirst();
    }

    private static String status(Email email, String address) {
        return copy(email, address).map(EmailRecipient::status).orElse("");
    }

    /** All copies are as wanted, so that nothing was sent. */
    CommandResult unnecessary(Email email) {
        return result(chosen.stream()
                .map(address -> new Copy(address, status(email, address), "It was so before.", Optional.empty()))
                .toList());
    }

    CommandResult judged(Email email, Sent sent) {
        return result(chosen.stream()
                .map(address -> judged(address, status(email, address), isDone(email, address), sent))
                .toList());
    }

    private Copy judged(String address, String status, boolean isDone, Sent sent) {
        if (!open.contains(address)) {
            return new Copy(address, status, "It was so before.", Optional.empty());
        }
        if (isDone) {
            String response = sent.failure()
                    .map(failure -> failure.kind() == Kind.REFUSED
                            ? "It is so, as reading shows; Darktrace had refused to do it: " + failure.sentence()
                            : "It is so, as reading it back shows; the answer was lost.")
                    .orElse(sent.answer());
            return new Copy(address, status, response, Optional.empty());
        }
        String shown = "Its status is " + (status.isEmpty() ? "not known" : status) + ".";
        if (sent.failure().isPresent()) {
            DarktraceException failure = sent.failure().get();
            return new Copy(
                    address, status, failure.sentence(), Optional.of(failure.saying(failure.sentence() + " " + shown)));
        }
        if (action == EmailAction.RELEASE) {
            return new Copy(address, QUEUED, sent.answer(), Optional.empty());
        }
        String unseen = "Darktrace accepted it (\"%s\"), but reading does not show it. %s Look again: %s"
                .formatted(sent.answer(), shown, lookAgain());
        return new Copy(address, status, unseen, Optional.of(new DarktraceException(Kind.OUTCOME_UNKNOWN, unseen)));
    }

    /** What Darktrace said stands, read back or not; a lost answer stays lost. */
    Mono<CommandResult> unread(Sent sent, DarktraceException unread) {
        if (sent.failure().isPresent()) {
            return Mono.error(sent.failure().get().unsettledBy(unread));
        }
        return Mono.just(result(chosen.stream()
                        .map(address -> new Copy(address, "", sent.answer(), Optional.empty()))
                        .toList())
                .warning(List.of("It cannot be read back: " + unread.sentence())));
    }

    private CommandResult result(List<Copy> copies) {
        List<Copy> failed =
                copies.stream().filter(copy -> copy.failure().isPresent()).toList();
        if (!failed.isEmpty() && failed.size() == open.size()) {
            throw failed.get(0).failure().orElseThrow();
        }
        ArrayNode recipients = JsonNodeFactory.instance.arrayNode();
        copies.forEach(copy -> recipients.add(outputs(copy)));
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("uuid", uuid).put("action", action.toString());
        put(outputs, "status", texts(copies.stream().map(Copy::status)));
        put(
                outputs,
                "response",
                texts(copies.stream()
                        .filter(copy -> open.isEmpty() || open.contains(copy.address()))
                        .map(Copy::response)));
        outputs.set("recipients", recipients);
        return CommandResult.of(action.title(uuid), outputs)
                .showing(recipients)
                .warning(warnings(copies, failed))
                .failing(failed.stream()
                        .map(copy -> FailedItem.of(
                                "recipient", copy.address(), copy.failure().orElseThrow(), copy.response()))
                        .toList());
    }

    private List<String> warnings(List<Copy> copies, List<Copy> failed) {
        Stream<String> ofFailed = failed.stream().map(copy -> copy.address() + ": " + copy.response());
        Stream<String> ofQueued = copies.stream()
                .filter(copy -> copy.status().equals(QUEUED))
                .map(copy -> copy.address() + ": the release is queued, and the copy is still held. Look again: "
                        + lookAgain());
        return Stream.concat(ofFailed, ofQueued).toList();
    }

    private String lookAgain() {
        return "darktrace-email-get-email uuid=" + uuid + ".";
    }

    private static ObjectNode outputs(Copy copy) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("address", copy.address());
        put(outputs, "status", copy.status());
        put(outputs, "response", copy.response());
        copy.failure()
                .ifPresent(failure ->
                        outputs.putObject("error").put("code", failure.code()).put("detail", failure.sentence()));
        return outputs;
    }

    private static void put(ObjectNode outputs, String name, String text) {
        if (!text.isEmpty()) {
            outputs.put(name, text);
        }
    }

    private static String texts(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining(", "));
    }
}
