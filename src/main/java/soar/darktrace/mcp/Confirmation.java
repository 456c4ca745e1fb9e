package soar.darktrace.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.failure.Failure;
import soar.darktrace.failure.Wildcard;
import soar.darktrace.web.CallerLimits;

/**
 * Asks a person, through the assistant's client, before something is changed. A client may answer by itself: this is a
 * courtesy to the person, and the role of the caller is the guard.
 */
final class Confirmation {

    private static final String PROCEED = "proceed";

    private final List<Wildcard> unasked;
    private final CallerLimits limits;
    private final Mono<Void> closing;

    /**
     * Questions to persons.
     *
     * @param unasked callers for whom nobody is asked
     * @param closing when this service stops, so that no answer is worth waiting for
     */
    Confirmation(List<String> unasked, CallerLimits limits, Mono<Void> closing) {
        this.unasked = unasked.stream().map(Wildcard::of).toList();
        this.limits = limits;
        this.closing = closing;
    }

    /** Whether a person has to agree to the changes of this caller. */
    boolean isNeededFor(Caller caller) {
        return unasked.stream().noneMatch(pattern -> pattern.matches(caller.id()));
    }

    /** Completes where it may run; fails with {@code not_confirmed} where not. The wait counts as a stream of the caller's. */
    Mono<Void> ask(Caller caller, McpAsyncServerExchange exchange, CommandSpec spec, String question) {
        if (!canAsk(exchange.getClientCapabilities())) {
            return Mono.error(refused(
                    spec,
                    "needs the consent of a person, and this client cannot ask one (elicitation of"
                            + " forms): use one that can, send dry_run, or list " + caller.id()
                            + " in connector.mcp.unasked-callers"));
        }
        return limits.open(exchange.createElicitation(form(question)))
                .onErrorMap(
                        TimeoutException.class,
                        late -> refused(spec, "was not run, since nobody answered within two minutes"))
                .onErrorMap(
                        failure -> !(failure instanceof Failure),
                        failure -> refused(spec, "was not run, since the client did not ask the person"))
                .takeUntilOther(closing)
                .switchIfEmpty(Mono.error(() -> refused(spec, "was not run, since the connector stops")))
                .flatMap(answer -> isYes(answer)
                        ? Mono.empty()
                        : Mono.error(refused(spec, "was not run, since the person did not agree")));
    }

    private static boolean canAsk(ClientCapabilities capabilities) {
        return capabilities != null
                && capabilities.elicitation() != null
                && (capabilities.elicitation().form() != null
                        || capabilities.elicitation().url() == null);
    }

    private static boolean isYes(ElicitResult answer) {
        return answer.action() == ElicitResult.Action.ACCEPT
                && answer.content() != null
                && Boolean.TRUE.equals(answer.content().get(PROCEED));
    }

    private static ElicitFormRequest form(String question) {
        Map<String, Object> proceed =
                Map.of("type", "boolean", "title", "Run it", "description", "Run this command now?");
        return new ElicitFormRequest(
                question,
                Map.of("type", "object", "properties", Map.of(PROCEED, proceed), "required", List.of(PROCEED)),
                null);
    }

    private static CommandException refused(CommandSpec spec, String why) {
        return new CommandException(
                Reason.NOT_CONFIRMED, spec.name() + " " + why + " (docs/mcp.md). Nothing was changed.");
    }
}
