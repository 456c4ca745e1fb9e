package soar.darktrace.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import soar.darktrace.TestDatabase;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** What somebody does to the audit who can write in the database and has no key. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditChainTest {

    private final HikariDataSource source;
    private final KeptAudit audit;

    AuditChainTest(TestDatabase kind) {
        source = kind.create();
        audit = new KeptAudit(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void five() {
        for (int i = 1; i <= 5; i++) {
            audit.change("darktrace-change-" + i).block();
        }
    }

    private void sql(String statement) {
        assertThat(audit.rows.sql(statement).update()).isPositive();
    }

    @Test
    void isIntactAsItWasWritten() {
        five();

        assertThat(audit.verdict().sentence()).startsWith("10 rows, intact; the head is 10:");
    }

    @Test
    void fiftyAtOnceMakeOneChain() {
        KeptAudit replica = new KeptAudit(source);
        Flux.range(0, 50)
                .flatMap(number -> (number % 2 == 0 ? audit : replica).change("darktrace-" + number), 50)
                .blockLast(Duration.ofMinutes(1));

        assertThat(audit.verdict().rows()).isEqualTo(100);
        assertThat(audit.problem()).isNull();
        assertThat(audit.entries())
                .hasSize(50)
                .allSatisfy(entry -> assertThat(entry.outcome()).isEqualTo("ok"));
    }

    @Test
    void anAlteredRowIsFound() {
        five();
        sql("update audit_row set caller = 'bob' where position = 3");

        assertThat(audit.problem()).startsWith("position 3 was altered");
        assertThat(audit.verdict().rows()).isEqualTo(2);
    }

    @Test
    void aRowThatIsSignedAnewWithoutTheKeyIsFound() {
        five();
        sql(
                "update audit_row set kind = 'other', hmac = (select hmac from audit_row where position = 4) where position = 3");

        assertThat(audit.problem()).startsWith("position 3 was altered");
    }

    @Test
    void aRemovedRowIsFound() {
        five();
        sql("delete from audit_row where position = 3");

        assertThat(audit.problem()).isEqualTo("position 3 is missing");
    }

    @Test
    void aRemovedRowWhosePlaceWasFilledIsFound() {
        five();
        sql("delete from audit_row where position = 3");
        for (int position = 4; position <= 10; position++) {
            sql("update audit_row set position = " + (position - 1) + " where position = " + position);
        }

        assertThat(audit.problem()).startsWith("position 3 was altered, or is not the row");
    }

    @Test
    void rowsThatChangedPlacesAreFound() {
        five();
        sql("update audit_row set position = 100 where position = 4");
        sql("update audit_row set position = 4 where position = 6");
        sql("update audit_row set position = 6 where position = 100");

        assertThat(audit.problem()).startsWith("position 4 was altered, or is not the row");
    }

    @Test
    void anEndThatWasCutOffIsFound() {
        five();
        sql("delete from audit_row where position > 7");

        assertThat(audit.problem()).isEqualTo("position 8 and what follows are missing, up to 10");
    }

    @Test
    void anEndThatWasCutOffTogetherWithTheHeadIsFound() {
        five();
        sql("update audit_mark set position = 7, hmac = (select hmac from audit_row where position = 7)"
                + " where name = 'head'");
        sql("delete from audit_row where position > 7");

        assertThat(audit.problem()).startsWith("the head at position 7 was altered");
        StepVerifier.create(audit.begin("darktrace-next")).verifyError(AuditException.class);
    }

    @Test
    void aBeginningThatWasCutOffIsFound() {
        five();
        sql("delete from audit_row where position < 3");

        assertThat(audit.problem()).isEqualTo("position 1 to 2 are missing");
        sql("update audit_mark set position = 2, hmac = 'x' where name = 'anchor'");
        assertThat(audit.problem()).startsWith("the anchor at position 2");
    }

    @Test
    void aRowOfNobodyIsFound() {
        five();
        sql("insert into audit_row (position, attempt, kind, written, command, attempts, hmac)"
                + " values (11, 'a', 'refused', 0, 'darktrace-x', 1, 'none')");

        assertThat(audit.problem()).startsWith("1 rows stand before its beginning or behind its head");
    }

    @Test
    void anAuditThatWasEmptiedIsFoundAndTakesNothingMore() {
        five();
        empty();

        assertThat(audit.problem()).startsWith("it has no beginning");
        StepVerifier.create(audit.begin("darktrace-next")).verifyError(AuditException.class);
    }

    private void empty() {
        sql("delete from audit_row");
        sql("update audit_mark set position = 0, hmac = '', signature = ''");
    }

    /** A copy of the whole database from before is intact in itself; only what was logged says more. */
    @Test
    void anOlderStateIsFoundByAHeadThatWasLogged() {
        five();
        String logged = audit.verdict().head();
        String[] old = audit.rows
                .sql("select signature from audit_mark where name = 'head'")
                .query(String.class)
                .list()
                .toArray(String[]::new);
        String hmac = logged.substring(logged.indexOf(':') + 1);
        audit.change("darktrace-later").block();
        String later = audit.verdict().head();
        sql("delete from audit_row where position > 10");
        sql("update audit_mark set position = 10, hmac = '" + hmac + "', signature = '" + old[0]
                + "' where name = 'head'");

        assertThat(audit.verification.verify(logged).isIntact()).isTrue();
        assertThat(audit.verification.verify(later).problem()).startsWith("it ends at position 10, and had come to 12");
        assertThat(audit.verification.verify("3:" + hmac).problem()).startsWith("position 3 is another row");
        StepVerifier.create(audit.begin("darktrace-next")).verifyError(AuditException.class);
    }

    @Test
    void anotherKeyStopsTheStart() {
        five();

        assertThatThrownBy(() -> new KeptAudit(source, KeptAudit.KEY + "!", DataSize.ofMegabytes(1)))
                .isInstanceOf(AuditKeyException.class)
                .hasMessageContaining("connector.audit.key-file");
    }

    @Test
    void aRestartGoesOnWithTheChain() {
        five();
        new KeptAudit(source).change("darktrace-after").block();

        assertThat(audit.verdict().rows()).isEqualTo(12);
        assertThat(audit.problem()).isNull();
    }

    @Test
    void rowsBeyondTheRetentionAreRemovedUpToASignedAnchor() {
        five();
        audit.clock.advance(Duration.ofDays(3));
        five();
        String head = audit.verdict().head();
        audit.clock.advance(Duration.ofDays(8));
        audit.rounds(Duration.ofDays(10)).remove().block();

        assertThat(audit.verdict().sentence()).isEqualTo("10 rows, intact; the head is " + head);
        assertThat(audit.entries()).hasSize(5);
        audit.clock.advance(Duration.ofDays(8));
        audit.rounds(Duration.ofDays(10)).removeOldRows().block();
        assertThat(audit.verdict().sentence()).isEqualTo("0 rows, intact; the head is " + head);
        audit.change("darktrace-next").block();
        assertThat(audit.verdict().rows()).isEqualTo(2);
        assertThat(audit.problem()).isNull();
    }

    @Test
    void whatIsNotIntactIsNotRemoved() {
        five();
        sql("update audit_row set answer = 'nothing' where position = 2");
        audit.clock.advance(Duration.ofDays(20));
        audit.rounds(Duration.ofDays(10)).remove().block();

        assertThat(audit.problem()).startsWith("position 2 was altered");
        assertThat(audit.verdict().rows()).isEqualTo(1);
    }

    @Test
    void whatCallersWriteComesBackAsItWasSigned() {
        String odd = "Größe \uD800 \u0000 \uD83D\uDE00 \u001b[31m \u2028" + "x".repeat(5000);
        Attempt attempt = new Attempt(
                new Caller(odd, odd, Set.of(), List.of(), List.of()),
                odd,
                odd,
                odd,
                Map.of(
                        odd,
                        StringNode.valueOf(odd),
                        "pbid",
                        JsonNodeFactory.instance.numberNode(new BigDecimal("1e1000000"))));
        audit.trail
                .begin(attempt, Duration.ofSeconds(1))
                .flatMap(begun -> begun.end(odd, odd, Duration.ZERO))
                .block();
        audit.trail.refuse(attempt, odd, odd).block();

        assertThat(audit.verdict().rows()).isEqualTo(3);
        assertThat(audit.problem()).isNull();
    }

    @Test
    void whatHasNoEndIsRunningAndThenUnknown() {
        audit.begin("darktrace-post-comment").block();

        assertThat(audit.entries()).extracting(AuditEntry::outcome).containsExactly("running");
        audit.clock.advance(Duration.ofMinutes(3).plusMillis(1));
        assertThat(audit.entries()).extracting(AuditEntry::outcome).containsExactly("outcome_unknown");
        assertThat(audit.entries(new AuditQuery(null, 9, null, null, null, "outcome_unknown", null, null, false)))
                .hasSize(1);
        assertThat(audit.entries(new AuditQuery(null, 9, null, null, null, "running", null, null, false)))
                .isEmpty();
    }

    @Test
    void entriesAreFilteredAndPaged() {
        five();
        audit.clock.advance(Duration.ofHours(1));
        audit.trail
                .refuse(new Attempt(KeptAudit.ANNA, "c-2", "darktrace_x%", "b", Map.of()), "forbidden", "No.")
                .block();

        assertThat(audit.entries(new AuditQuery(null, 9, "AN*", "*-change-?", "main", "ok", null, null, false)))
                .hasSize(5);
        assertThat(audit.entries(new AuditQuery(null, 9, null, "darktrace_x%", null, null, null, null, false)))
                .hasSize(1);
        assertThat(audit.entries(new AuditQuery(null, 9, null, "darktrace_?%", null, null, null, null, false)))
                .hasSize(1);
        assertThat(audit.entries(new AuditQuery(null, 9, "_nna", null, null, null, null, null, false)))
                .isEmpty();
        assertThat(audit.entries(new AuditQuery(null, 9, null, null, null, null, audit.clock.instant(), null, false)))
                .extracting(AuditEntry::outcome)
                .containsExactly("forbidden");
        assertThat(audit.entries(new AuditQuery(null, 9, null, null, null, null, null, audit.clock.instant(), false)))
                .hasSize(5);
        List<AuditEntry> page = audit.entries(AuditQuery.all(2));
        assertThat(page).extracting(AuditEntry::command).containsExactly("darktrace-change-1", "darktrace-change-2");
        assertThat(audit.entries(new AuditQuery(page.get(1).position(), 1, null, null, null, null, null, null, false)))
                .extracting(AuditEntry::command)
                .containsExactly("darktrace-change-3");
        List<AuditEntry> latest = audit.entries(new AuditQuery(null, 2, null, null, null, null, null, null, true));
        assertThat(latest).extracting(AuditEntry::command).containsExactly("darktrace_x%", "darktrace-change-5");
        assertThat(audit.entries(new AuditQuery(latest.get(1).position(), 1, null, null, null, null, null, null, true)))
                .extracting(AuditEntry::command)
                .containsExactly("darktrace-change-4");
    }

    @Test
    void requestsOfTheUnauthenticatedAreOneRowForEachAddressAndMinute() {
        for (int i = 0; i < 1000; i++) {
            audit.trail.countUnauthenticated("10.0.0." + i % 2);
            audit.trail.countUnauthenticated("fe80::" + i);
        }
        audit.trail.writeCounts().block();

        assertThat(audit.entries(new AuditQuery(null, 200, null, null, null, "unauthenticated", null, null, false)))
                .hasSizeBetween(100, 101)
                .anySatisfy(entry -> {
                    assertThat(entry.address()).isEqualTo("10.0.0.1");
                    assertThat(entry.attempts()).isEqualTo(500);
                })
                .satisfies(all -> assertThat(
                                all.stream().mapToInt(AuditEntry::attempts).sum())
                        .isEqualTo(2000));
        audit.trail.writeCounts().block();
        assertThat(audit.verdict().rows()).isBetween(100L, 101L);
    }

    @Test
    void secretsAreLeftOut() {
        String key = "dtc_" + "k".repeat(43);
        audit.begin(
                        "darktrace-post-comment",
                        Map.of(
                                "message",
                                StringNode.valueOf("my key is " + key),
                                "Api_Token",
                                StringNode.valueOf("hush1"),
                                "nested",
                                StringNode.valueOf("{\"a\": [{\"password\": \"hush2\", \"keyword\": \"kept\"}]}"),
                                "params",
                                JsonNodeFactory.instance.objectNode().put("url", "hush3"),
                                "long",
                                StringNode.valueOf("y".repeat(100_000))))
                .block();

        String arguments = String.valueOf(audit.entries().get(0).arguments());
        assertThat(arguments)
                .contains("my key is [REDACTED]", "kept", "yyyy")
                .doesNotContain("hush", "dtc_k")
                .hasSizeLessThan(2000);
    }

    @Test
    void aDiskThatIsNearlyFullStopsChanges() {
        KeptAudit full = new KeptAudit(source, KeptAudit.KEY, DataSize.ofTerabytes(1000));
        boolean hasDisk = source.getJdbcUrl().startsWith("jdbc:h2");
        if (hasDisk) {
            StepVerifier.create(full.begin("darktrace-x"))
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(AuditException.class)
                            .hasMessageContaining("nearly full"));
            assertThat(full.meters.get("darktrace.audit.failures").counter().count())
                    .isEqualTo(1);
            assertThat(full.writer.failure().block()).isNotNull();
        } else {
            full.change("darktrace-x").block();
            assertThat(full.writer.failure().block()).isNull();
        }
    }

    @Test
    void aDatabaseThatIsGoneStopsChangesAndAnEndThatCannotBeWrittenFailsNothing() {
        AuditTrail.Begun begun = requireNonNull(audit.begin("darktrace-x").block());
        source.close();

        StepVerifier.create(audit.begin("darktrace-y")).verifyError(AuditException.class);
        StepVerifier.create(begun.end("ok", null, Duration.ZERO)).verifyComplete();
        assertThat(audit.meters.get("darktrace.audit.failures").counter().count())
                .isEqualTo(2);
    }
}
