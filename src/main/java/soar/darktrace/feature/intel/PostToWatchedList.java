package soar.darktrace.feature.intel;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.Plan;
import soar.darktrace.command.PlannedCommand;
import soar.darktrace.command.ReasonTemplate;
import soar.darktrace.policy.WatchRules;

@Command(
        name = "darktrace-post-to-watched-list",
        description =
                "Puts domains, hosts, IP addresses or ranges on a watched list. Own domains and internal ranges are never"
                        + " watched (intel.protected-endpoints). With respond=true this is an act of RESPOND, with its role and its"
                        + " policy.",
        context = "Darktrace.WatchedEndpoint",
        key = "name,source",
        effect = Effect.CHANGES)
@WatchedOutputs
@Output(path = "error.code", type = STRING, description = "Why it failed for this one of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
@Output(context = "Darktrace.WatchedList", path = "source", type = STRING, description = "The source that was changed.")
@Output(context = "Darktrace.WatchedList", path = "added", type = NUMBER, description = "How many were added.")
@Output(context = "Darktrace.WatchedList", path = "updated", type = NUMBER, description = "How many were updated.")
class PostToWatchedList implements PlannedCommand<NewEndpoints> {

    private final WatchRules rules;
    private final ReasonTemplate template;
    private final Clock clock;

    PostToWatchedList(WatchRules rules, ReasonTemplate template, Clock clock) {
        this.rules = rules;
        this.template = template;
        this.clock = clock;
    }

    @Override
    public Mono<Plan> plan(NewEndpoints asked, DarktraceInstance darktrace) {
        List<String> names = asked.names();
        Optional<Instant> end = asked.end(clock.instant());
        rules.requireWatching(darktrace, names, asked.hostname(), asked.respond());
        WatchedList list = new WatchedList(darktrace.api(IntelApi.class), asked.source());
        return Mono.justOrEmpty(asked.description())
                .flatMap(template::applyTo)
                .map(NewEndpoints::described)
                .map(described -> new Watching(list, asked, names, described, end))
                .defaultIfEmpty(new Watching(list, asked, names, null, end))
                .map(watching -> new Plan(rules.effectOfWatching(asked.respond()), watching.settled()));
    }
}
