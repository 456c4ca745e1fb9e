package soar.darktrace.feature.email;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Email;
import soar.darktrace.api.EmailApi;
import soar.darktrace.api.EmailRecipient;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;

/**
 * An action on an email for some of its recipients: looked up first, sent once for those whose copies are not so already,
 * and judged by reading.
 *
 * @param asked addresses; empty for all recipients
 */
record ActionOnEmail(EmailAction action, EmailApi api, String uuid, List<String> asked) {

    /** How often what was sent is looked for, and how long the first wait is before the next look. */
    private static final int LOOKS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    Mono<CommandResult> settled() {
        return api.emailOrNotFound(uuid).flatMap(email -> {
            List<EmailRecipient> chosen = chosen(email);
            List<String> open = chosen.stream()
                    .filter(recipient -> !action.isDone(recipient))
                    .map(EmailRecipient::address)
                    .toList();
            ActionOutcome outcome = new ActionOutcome(
                    action, uuid, chosen.stream().map(EmailRecipient::address).toList(), open);
            return open.isEmpty()
                    ? Mono.just(outcome.unnecessary(email))
                    : send(open).flatMap(sent -> judged(outcome, sent));
        });
    }

    private List<EmailRecipient> chosen(Email email) {
        List<EmailRecipient> all = email.recipients().stream()
                .filter(recipient -> !recipient.address().isBlank())
                .toList();
        if (all.isEmpty()) {
            throw DarktraceAnswer.unreadable("names no recipients of the email");
        }
        if (asked.isEmpty() && action == EmailAction.RELEASE && all.size() > 1) {
            throw new CommandException(
                    Reason.MISSING_ARGUMENT,
                    "recipient",
                    "recipient: the email has %s recipients; name those to release it to.".formatted(all.size()));
        }
        return asked.isEmpty()
                ? all
                : asked.stream().map(address -> one(all, address)).distinct().toList();
    }

    private static EmailRecipient one(List<EmailRecipient> all, String address) {
        return all.stream()
                .filter(recipient -> recipient.hasAddress(address))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        Reason.INVALID_ARGUMENT,
                        "recipient",
                        "recipient: the email has none with the address " + address + "; nothing was done."));
    }

    /** What Darktrace said, or how that was lost. */
    record Sent(String answer, Optional<DarktraceException> failure) {}

    private Mono<Sent> send(List<String> open) {
        return api.act(uuid, new EmailApi.Action(action.toString(), open))
                .map(this::accepted)
                .onErrorResume(
                        DarktraceException.class,
                        failure -> isJudgedByReading(failure)
                                ? Mono.just(new Sent("", Optional.of(failure)))
                                : Mono.error(EmailApi.explained(failure)));
    }

    private Sent accepted(JsonNode answer) {
        String said = answer.path("resp").asString("");
        if (said.isBlank() || DarktraceAnswer.isRefusal(answer)) {
            throw DarktraceAnswer.notDone(answer, "Darktrace refused to " + action + " the email.");
        }
        return new Sent(said, Optional.empty());
    }

    /** A refusal, too: HTTP 409 says that the copy was held or released before. */
    private static boolean isJudgedByReading(DarktraceException failure) {
        return failure.mayBeDone() || failure.kind() == Kind.REFUSED;
    }

    private Mono<CommandResult> judged(ActionOutcome outcome, Sent sent) {
        return look(outcome, isShownAtOnce(sent) ? LOOKS : 1)
                .map(email -> Mono.fromSupplier(() -> outcome.judged(email, sent)))
                .onErrorResume(DarktraceException.class, unread -> Mono.just(outcome.unread(sent, unread)))
                .flatMap(result -> result);
    }

    /** Only what Darktrace accepted, or has in its queue without our knowing, may show later. */
    private boolean isShownAtOnce(Sent sent) {
        return sent.failure()
                .filter(failure -> action == EmailAction.HOLD || failure.kind() == Kind.REFUSED)
                .isPresent();
    }

    private Mono<Email> look(ActionOutcome outcome, int number) {
        return api.emailOrNotFound(uuid)
                .flatMap(email -> number >= LOOKS || outcome.isDone(email)
                        ? Mono.just(email)
                        : Mono.delay(PATIENCE.multipliedBy(number)).then(Mono.defer(() -> look(outcome, number + 1))));
    }
}
