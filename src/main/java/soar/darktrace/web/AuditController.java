package soar.darktrace.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AuditEntry;
import soar.darktrace.access.AuditLog;
import soar.darktrace.access.AuditVerification;
import soar.darktrace.access.AuditVerification.Verdict;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** The audit for those who may read it. The OpenAPI document describes it in {@code manifest}. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private static final String HEAD = "head";

    private final AuditLog audit;
    private final AuditVerification verification;

    AuditController(AuditLog audit, AuditVerification verification) {
        this.audit = audit;
        this.verification = verification;
    }

    /** An entry as it is answered. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long position,
            String time,
            @Nullable String caller,
            @Nullable String address,
            String command,
            @Nullable String instance,
            @Nullable JsonNode arguments,
            @Nullable String correlationId,
            @Nullable String policy,
            String outcome,
            @Nullable String answer,
            @Nullable Long durationMs,
            int attempts) {

        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.position(),
                    DarktraceTime.iso(entry.written()),
                    entry.caller(),
                    entry.address(),
                    entry.command(),
                    entry.instance(),
                    entry.arguments() == null ? null : JsonMapper.shared().readTree(entry.arguments()),
                    entry.correlationId(),
                    entry.policy(),
                    entry.outcome(),
                    entry.answer(),
                    entry.duration(),
                    entry.attempts());
        }
    }

    /** A page of entries. */
    record Page(List<Entry> entries, String next) {}

    /** Whether the audit is as it was written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Finding(
            boolean intact,
            long rows,
            long position,
            String head,
            @Nullable String problem) {

        static Finding of(Verdict verdict) {
            return new Finding(
                    verdict.isIntact(), verdict.rows(), verdict.position(), verdict.head(), verdict.problem());
        }
    }

    @GetMapping(produces = APPLICATION_JSON_VALUE)
    Mono<Page> page(@RequestParam MultiValueMap<String, String> parameters) {
        return allowed().then(Mono.defer(() -> {
            AuditParameters asked = AuditParameters.of(parameters);
            // Going back in time, what was removed is the end.
            return asked.after() == null || asked.query().isNewestFirst()
                    ? read(asked)
                    : checked(asked.after()).then(read(asked));
        }));
    }

    private Mono<Page> read(AuditParameters asked) {
        return audit.read(asked.query())
                .map(entries -> new Page(
                        entries.stream().map(Entry::of).toList(),
                        new Cursor(
                                        entries.isEmpty()
                                                ? asked.end()
                                                : entries.get(entries.size() - 1)
                                                        .position())
                                .text()));
    }

    private Mono<Void> checked(Cursor after) {
        return audit.removedUpTo()
                .filter(removed -> removed > after.position())
                .flatMap(removed -> Mono.error(CursorExpiredException.auditRemoved()));
    }

    @GetMapping(path = "/verification", produces = APPLICATION_JSON_VALUE)
    Mono<Finding> verify(@RequestParam MultiValueMap<String, String> parameters) {
        return allowed().then(Mono.defer(() -> {
            String head = RequestParameters.of("The verification", parameters, Set.of(HEAD))
                    .one(HEAD);
            if (head != null && !AuditVerification.isHead(head)) {
                throw new CommandException(
                        Reason.INVALID_ARGUMENT,
                        HEAD,
                        "head is no head of the audit: send one as the log has it, position:hmac.");
            }
            return verification.whenVerified(head).map(Finding::of);
        }));
    }

    private static Mono<Void> allowed() {
        return Mono.deferContextual(context -> {
            Caller.in(context).require(Role.ADMIN, "The audit");
            return Mono.empty();
        });
    }
}
