package soar.darktrace.cli;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.check.Check;
import soar.darktrace.check.Finding;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandRequest;
import tools.jackson.databind.JsonNode;

/** Asks each instance what {@code test-module} asks it. */
record InstanceChecks(DarktraceInstances instances, CommandDispatcher dispatcher) {

    private static final String TEST = "test-module";

    /** An appliance that is not there is asked three times, for 10 s each. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Pattern FILE = Pattern.compile("file \\[([^]]*)]");

    static InstanceChecks of(BeanFactory server) {
        return new InstanceChecks(server.getBean(DarktraceInstances.class), server.getBean(CommandDispatcher.class));
    }

    List<Check> all() {
        return instances.names().stream()
                .map(name -> new Check("instance " + name, look(name)))
                .toList();
    }

    private Mono<Finding> look(String name) {
        DarktraceInstance instance = instances.find(name).orElseThrow();
        return dispatcher
                .dispatch(new CommandRequest(TEST, Map.of(), name, null))
                .contextWrite(Caller.ofThisMachine(null)::putInto)
                .map(answer -> Finding.ok(answered(answer) + hints(instance)))
                .timeout(PATIENCE)
                .onErrorResume(
                        DarktraceException.class, failure -> Mono.just(new Finding(failure.code(), failure.sentence())))
                .onErrorResume(
                        CommandException.class,
                        failure -> Mono.just(new Finding(failure.code(), String.valueOf(failure.getMessage()))))
                .onErrorResume(
                        TimeoutException.class,
                        late -> Mono.just(new Finding(
                                "darktrace_timeout",
                                "It has not answered for " + PATIENCE.toSeconds()
                                        + " s: check its url, and the network between.")));
    }

    private static String answered(CommandAnswer answer) {
        JsonNode outputs = answer.outputs();
        List<String> sentences = new ArrayList<>();
        sentences.add("Darktrace" + fact(" ", outputs.path("version"), "") + " answers"
                + fact(" in ", outputs.path("roundTripMs"), " ms")
                + fact(", clock skew ", outputs.path("clockSkewSeconds"), " s") + ".");
        sentences.addAll(answer.warnings());
        return String.join(" ", sentences);
    }

    private static String fact(String before, JsonNode value, String after) {
        return value.isMissingNode() || value.isNull() ? "" : before + value.asString() + after;
    }

    /** What the log of a server warns of. */
    private static String hints(DarktraceInstance instance) {
        return (instance.settings().isPlainHttp()
                        ? " It is called over http: anyone on the way can read its answers."
                        : "")
                + (instance.settings().insecure() ? " Any TLS certificate is trusted (insecure)." : "");
    }

    /** Which files were read, and what they have. */
    String summary(ConfigurableEnvironment environment) {
        String files = environment.getPropertySources().stream()
                .map(PropertySource::getName)
                .flatMap(InstanceChecks::file)
                .distinct()
                .collect(joining(", "));
        int count = instances.names().size();
        return (files.isEmpty() ? "No file was found, only options and environment" : "Read from " + files) + "; "
                + (count == 0
                        ? "no instance is configured: set darktrace.instances.<name>.url and its two tokens."
                        : count == 1 ? "1 instance." : count + " instances.");
    }

    private static Stream<String> file(String propertySource) {
        Matcher file = FILE.matcher(propertySource);
        return file.find() ? Stream.of(file.group(1)) : Stream.empty();
    }
}
