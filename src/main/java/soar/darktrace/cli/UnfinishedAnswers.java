package soar.darktrace.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.JsonNode;

/**
 * Asks again for what is not finished, as XSOAR does, while somebody watches. A pipe gets the first answer, and how to ask again.
 *
 * @param ask runs a request
 * @param pause waits for so many seconds
 */
record UnfinishedAnswers(
        Function<CommandRequest, RemoteAnswer> ask, TerminalProgress progress, PrintStream err, LongConsumer pause) {

    /** Where the command does not say. */
    private static final long USUAL_PATIENCE = Duration.ofMinutes(10).toSeconds();

    static void sleep(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an answer was waited for", e);
        }
    }

    /** The answer once it is finished, or the last one when the time of the command is over. */
    RemoteAnswer finished(CommandRequest request) {
        RemoteAnswer answer = ask.apply(request);
        if (!progress.isOn() || answer.isFinished()) {
            return answer;
        }
        progress.hide();
        err.println(WarRoomTerminal.printable(
                "note: " + answer.againNote() + " This terminal asks by itself; Ctrl-C ends that."));
        long left = answer.poll().path("args").path("timeout_in_seconds").asLong(USUAL_PATIENCE);
        while (!answer.isFinished() && left > 0) {
            long seconds = Math.max(1, answer.poll().path("seconds").asLong());
            progress.say("Waiting for " + answer.command() + state(answer) + ", asked again every " + seconds + " s:");
            pause.accept(seconds);
            left -= seconds;
            answer = ask.apply(next(request, answer));
        }
        return answer;
    }

    private static String state(RemoteAnswer answer) {
        JsonNode outputs = answer.body().path("outputs");
        String state = outputs.path("state").asString(outputs.path("status").asString(""));
        return state.isEmpty() ? "" : " (" + state + ")";
    }

    private static CommandRequest next(CommandRequest request, RemoteAnswer answer) {
        Map<String, JsonNode> arguments = new HashMap<>();
        answer.poll()
                .path("args")
                .properties()
                .forEach(argument -> arguments.put(argument.getKey(), argument.getValue()));
        String instance = answer.body().path("instance").asString("");
        return new CommandRequest(
                request.command(), arguments, instance.isEmpty() ? request.instance() : instance, request.params());
    }
}
