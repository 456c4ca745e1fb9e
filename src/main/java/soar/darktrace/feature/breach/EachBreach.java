package soar.darktrace.feature.breach;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;

/** Runs a command for one model breach or for several, each of which has its own result. */
final class EachBreach {

    private static final EachItem EACH = new EachItem("pbid", "Model breach");

    private EachBreach() {}

    static Mono<CommandResult> forEach(
            List<Long> pbids, UnaryOperator<String> title, Function<Long, Mono<EachItem.Outcome>> command) {
        return EACH.forEach(pbids, title, command);
    }
}
