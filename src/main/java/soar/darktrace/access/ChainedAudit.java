package soar.darktrace.access;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The audit in the store, whose rows are chained. */
final class ChainedAudit implements AuditTrail {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 100;
    private static final int LONGEST_ANSWER = 2000;
    private static final String UNAUTHENTICATED = "unauthenticated";
    private static final String REFUSED_BY_POLICY = "refused_by_policy";

    private final AuditWriter writer;
    private final Clock clock;
    private final RefusedAddresses addresses = new RefusedAddresses();

    ChainedAudit(AuditWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public Mono<Begun> begin(Attempt attempt, Duration longest) {
        return Mono.defer(() -> {
            String id = UUID.randomUUID().toString();
            long now = clock.millis();
            AuditRow row = row(
                    attempt,
                    id,
                    AuditRow.BEGUN,
                    AuditText.json(attempt.arguments()),
                    null,
                    null,
                    null,
                    null,
                    now + longest.toMillis());
            Begun begun = (outcome, answer, took) -> append(row(
                    attempt, id, AuditRow.ENDED, null, policy(outcome, true), outcome, answer, took.toMillis(), null));
            return writer.append(row).thenReturn(begun);
        });
    }

    /** What could not begin since the audit cannot be written cannot be written either; the writer has logged it. */
    @Override
    public Mono<Void> refuse(Attempt attempt, String code, @Nullable String sentence) {
        if (code.equals(AuditException.CODE)) {
            return Mono.empty();
        }
        return Mono.defer(() -> append(row(
                attempt,
                UUID.randomUUID().toString(),
                AuditRow.REFUSED,
                AuditText.json(attempt.arguments()),
                policy(code, false),
                code,
                sentence,
                null,
                null)));
    }

    @Override
    public void countUnauthenticated(String address) {
        addresses.add(AuditText.line(address, LONGEST_ADDRESS), 1);
    }

    /** Writes what was counted; what could not be written is counted on. */
    Mono<Void> writeCounts() {
        return Flux.defer(() -> Flux.fromIterable(addresses.take().entrySet()))
                .flatMap(
                        counted -> writer.append(counted(counted.getKey(), counted.getValue()))
                                .onErrorResume(AuditException.class, failure -> {
                                    addresses.add(counted.getKey(), counted.getValue());
                                    return Mono.empty();
                                }),
                        Integer.MAX_VALUE)
                .then();
    }

    /** The writer logs and counts what it could not write. */
    private Mono<Void> append(AuditRow row) {
        return writer.append(row).onErrorComplete(AuditException.class);
    }

    private AuditRow row(
            Attempt attempt,
            String id,
            String kind,
            @Nullable String arguments,
            @Nullable String policy,
            @Nullable String outcome,
            @Nullable String answer,
            @Nullable Long duration,
            @Nullable Long settledBy) {
        Caller caller = attempt.caller();
        return new AuditRow(
                id,
                kind,
                clock.millis(),
                AuditText.line(caller.id(), LONGEST_NAME),
                shortened(caller.address(), LONGEST_ADDRESS),
                AuditText.line(attempt.correlationId(), LONGEST_ADDRESS),
                AuditText.line(attempt.what(), LONGEST_NAME),
                shortened(attempt.instance(), LONGEST_NAME),
                arguments,
                policy,
                outcome == null ? null : AuditText.line(outcome, LONGEST_ADDRESS),
                answer == null ? null : AuditText.several(answer, LONGEST_ANSWER),
                duration,
                settledBy,
                1);
    }

    private AuditRow counted(String address, int count) {
        return new AuditRow(
                UUID.randomUUID().toString(),
                AuditRow.COUNTED,
                clock.millis(),
                null,
                address,
                null,
                UNAUTHENTICATED,
                null,
                null,
                null,
                UNAUTHENTICATED,
                null,
                null,
                null,
                count);
    }

    private static @Nullable String shortened(@Nullable String text, int longest) {
        return text == null ? null : AuditText.line(text, longest);
    }

    private static @Nullable String policy(String outcome, boolean wasBegun) {
        return outcome.equals(REFUSED_BY_POLICY) ? "refused" : wasBegun ? "allowed" : null;
    }
}
