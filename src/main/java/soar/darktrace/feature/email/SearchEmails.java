package soar.darktrace.feature.email;

import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.api.EmailTags;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.TimeWindow;

@Command(
        name = "darktrace-email-search",
        description =
                "Searches emails of Darktrace/EMAIL, those of the last day without a window of time. Never tried on"
                        + " an appliance.",
        context = "Darktrace.Email",
        key = "uuid")
@EmailOutputs
@Columns({"uuid", "time", "direction", "sender", "recipient", "subject", "score", "receipt_status", "actions"})
class SearchEmails implements DarktraceCommand<SearchEmails.Arguments> {

    record Arguments(
            EmailSearch search,

            @Argument(value = "Maximum number of emails to return.", defaultValue = "50", aliases = "limit") @Min(1)
            long maxResults) {}

    private final Clock clock;

    SearchEmails(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        EmailApi api = darktrace.api(EmailApi.class);
        List<EmailApi.Query> queries = arguments.search().queries();
        TimeWindow window = arguments.search().window().at(clock.instant());
        long most =
                Math.min(arguments.maxResults(), darktrace.settings().limits().maxEntries());
        return Mono.deferContextual(context -> new FoundEmails(api, window, most, AnswerShare.in(context))
                        .read(queries)
                        .onErrorMap(DarktraceException.class, EmailApi::explained))
                .flatMap(found -> tags(api, found)
                        .map(known -> found.result(darktrace.settings().url(), known)));
    }

    private static Mono<KnownTags> tags(EmailApi api, FoundEmails found) {
        return found.isEmpty() ? Mono.just(new KnownTags(EmailTags.UNKNOWN, List.of())) : KnownTags.read(api);
    }
}
