package soar.darktrace.feature.device;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Subnet;
import soar.darktrace.api.SubnetApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;

@Command(
        name = "darktrace-list-subnets",
        description = "Lists the subnets that Darktrace sees, or returns one by its ID (sid).",
        context = "Darktrace.Subnet",
        key = "sid")
@SubnetOutputs
class ListSubnets implements DarktraceCommand<ListSubnets.Arguments> {

    record Arguments(
            @Argument("ID of the subnet.") @Nullable Long sid,

            @Argument("How long ago it was seen at most, such as 2day; six months at most.") @Nullable
            String seenSince) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(SubnetApi.class)
                .subnets(arguments.sid(), arguments.seenSince())
                .map(answer -> Entries.of(Subnet.in(answer).map(Subnet::outputs), "subnets", most, most)
                        .titled("Darktrace Subnets"));
    }
}
