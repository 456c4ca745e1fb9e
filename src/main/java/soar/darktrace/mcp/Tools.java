package soar.darktrace.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.manifest.ToolSchema;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands as tools: each caller sees those that it may run. */
final class Tools {

    private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};
    private static final String META = "soar.darktrace/problem";

    private final CommandCatalogue catalogue;
    private final CommandDispatcher dispatcher;
    private final DarktraceInstances instances;
    private final Confirmation confirmation;
    private final Map<String, ObjectNode> outputSchemas = new ConcurrentHashMap<>();

    Tools(
            CommandCatalogue catalogue,
            CommandDispatcher dispatcher,
            DarktraceInstances instances,
            Confirmation confirmation) {
        this.catalogue = catalogue;
        this.dispatcher = dispatcher;
        this.instances = instances;
        this.confirmation = confirmation;
    }

    ListToolsResult list(Caller caller) {
        List<String> usable =
                instances.names().stream().filter(caller::mayUse).sorted().toList();
        return new ListToolsResult(
                catalogue.specs(caller).stream()
                        .filter(Tools::isTool)
                        .map(spec -> tool(spec, usable))
                        .toList(),
                null,
                null);
    }

    /** What XSOAR itself calls has forms of its own, and moves what XSOAR was given: it is no tool. */
    static boolean isTool(CommandSpec spec) {
        return !spec.isBuiltIn();
    }

    private Tool tool(CommandSpec spec, Collection<String> instances) {
        boolean reads = !spec.changesState();
        return new Tool(
                spec.name(),
                null,
                reads
                        ? spec.description()
                        : spec.description() + " A person is asked before it runs; dry_run shows what it would do.",
                schema(ToolSchema.input(spec, instances)),
                schema(outputSchema(spec)),
                new ToolAnnotations(null, reads, !reads, reads, !spec.isForService(), null),
                Map.of("soar.darktrace/effect", spec.effect().toString()),
                null);
    }

    private static Map<String, Object> schema(JsonNode schema) {
        return JsonMapper.shared().convertValue(schema, SCHEMA);
    }

    /** Runs a tool; whatever goes wrong is an answer that the assistant reads, as the protocol has it. */
    Mono<CallToolResult> call(Caller caller, McpAsyncServerExchange exchange, JsonNode parameters) {
        return Mono.deferContextual(context -> Mono.defer(() -> run(caller, exchange, request(parameters)))
                .onErrorResume(failure -> Mono.just(failed(RpcFailure.of(failure, context)))));
    }

    private Mono<CallToolResult> run(Caller caller, McpAsyncServerExchange exchange, CommandRequest request) {
        if (!isKnown(request)) {
            return dispatcher.refuse(request, noTool(request)).map(result -> answer(request, result));
        }
        Mono<CommandAnswer> answer = Mono.defer(() -> dispatcher.dispatch(request));
        CommandSpec spec = catalogue.spec(request.command());
        return (spec.changesState() && !isRehearsal(request) && confirmation.isNeededFor(caller)
                        ? agreed(caller, exchange, spec, request).then(answer)
                        : answer)
                .map(result -> answer(request, result));
    }

    /** Nobody is asked about what would be refused anyway; whatever prevents it is accounted for as its refusal. */
    private Mono<Void> agreed(
            Caller caller, McpAsyncServerExchange exchange, CommandSpec spec, CommandRequest request) {
        return dispatcher
                .foresee(request)
                .flatMap(foresight -> confirmation.ask(
                        caller,
                        exchange,
                        spec,
                        Question.of(
                                caller,
                                spec,
                                foresight,
                                request,
                                catalogue.meant(request.command(), request.arguments()))))
                .onErrorResume(
                        RuntimeException.class,
                        refusal -> dispatcher.refuse(request, refusal).then());
    }

    private CallToolResult answer(CommandRequest request, CommandAnswer result) {
        CommandSpec spec = catalogue.spec(result.command());
        return ToolAnswer.of(spec, outputSchema(spec), request, result);
    }

    private ObjectNode outputSchema(CommandSpec spec) {
        return outputSchemas.computeIfAbsent(spec.name(), name -> ToolSchema.output(spec));
    }

    private boolean isKnown(CommandRequest request) {
        return catalogue.find(request.command()).filter(Tools::isTool).isPresent();
    }

    private CommandException noTool(CommandRequest request) {
        return CommandCatalogue.unknown(
                request.command(),
                catalogue.specs().stream()
                        .filter(Tools::isTool)
                        .map(CommandSpec::name)
                        .toList());
    }

    /** One that is neither yes nor no is refused, or it is a run about which a person is asked. */
    private static boolean isRehearsal(CommandRequest request) {
        return isYes(request.arguments().get("dry_run"))
                || isYes(request.arguments().get("dryRun"));
    }

    private static boolean isYes(@Nullable JsonNode given) {
        return given != null
                && given.isValueNode()
                && given.asString("").strip().matches("(?i)true|yes");
    }

    private CommandRequest request(JsonNode parameters) {
        JsonNode name = parameters.path("name");
        JsonNode given = parameters.path("arguments");
        if (!name.isString() || !(given.isObject() || given.isMissingNode() || given.isNull())) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, "tools/call needs a name, and arguments that are a JSON object.");
        }
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        given.forEachEntry(arguments::put);
        JsonNode instance = isForService(name.asString()) ? null : arguments.remove(ToolSchema.INSTANCE);
        if (instance != null && instance.isContainer()) {
            throw new CommandException(Reason.INVALID_REQUEST, "instance must be the name of one, as a text.");
        }
        return new CommandRequest(
                name.asString(), arguments, instance == null || instance.isNull() ? null : instance.asString(""), null);
    }

    /** Such a command may have an argument of this name, which says something else. */
    private boolean isForService(String command) {
        return catalogue.specs().stream()
                .anyMatch(spec -> spec.isForService() && spec.name().equals(command));
    }

    private static CallToolResult failed(RpcFailure failure) {
        String text = "It failed: " + failure.code() + ".\n"
                + (failure.isOwn() ? failure.sentence() : DarktraceText.marked(failure.sentence()));
        return new CallToolResult(List.of(new TextContent(null, text, null)), true, null, Map.of(META, failure.json()));
    }
}
