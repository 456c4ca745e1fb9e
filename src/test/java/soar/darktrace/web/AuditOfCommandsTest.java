package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import soar.darktrace.ConnectorTest;
import soar.darktrace.access.Attempt;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** What the audit gets of a command whose caller does not wait until it has begun. */
@ConnectorTest
@Import(AuditOfCommandsTest.SlowAudit.class)
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:audited;DB_CLOSE_DELAY=-1",
            "darktrace.instances.main.limits.answer-timeout=2s",
            "darktrace.instances.main.limits.command-deadline=3s"
        })
class AuditOfCommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As a database does: what was asked for is written, whoever waits for it. */
    static final class Recording implements AuditTrail {

        private final List<String> rows = new CopyOnWriteArrayList<>();
        private volatile CompletableFuture<Void> store = CompletableFuture.completedFuture(null);
        private volatile boolean isAsked;
        private volatile boolean failsAtTheEnd;

        @Override
        public Mono<Begun> begin(Attempt attempt, Duration longest) {
            return Mono.create(sink -> {
                isAsked = true;
                CompletableFuture<Void> unused = store.whenComplete((written, failure) -> {
                    if (failure != null) {
                        sink.error(failure);
                    } else {
                        rows.add("begun");
                        sink.success((outcome, answer, took) -> ended(outcome));
                    }
                });
            });
        }

        private Mono<Void> ended(String outcome) {
            return Mono.fromRunnable(() -> {
                rows.add("ended " + outcome);
                if (failsAtTheEnd) {
                    throw new IllegalStateException("The audit is broken");
                }
            });
        }

        @Override
        public Mono<Void> refuse(Attempt attempt, String code, @Nullable String sentence) {
            return Mono.fromRunnable(() -> rows.add("refused " + code));
        }

        @Override
        public void countUnauthenticated(String address) {
            rows.add("unauthenticated");
        }
    }

    @TestConfiguration
    static class SlowAudit {

        @Bean
        @Primary
        Recording recording() {
            return new Recording();
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Recording audit;

    @Autowired
    SimulatedAppliance appliance;

    private final CompletableFuture<Void> store = new CompletableFuture<>();

    @BeforeEach
    void holdUpTheAudit() {
        appliance.reset();
        audit.rows.clear();
        audit.isAsked = false;
        audit.failsAtTheEnd = false;
        audit.store = store;
    }

    @AfterEach
    void letItGo() {
        store.complete(null);
    }

    @Test
    void whatIsBegunInTheAuditEndsThereThoughItsCallerLeaves() {
        Disposable caller = acknowledge().subscribe();
        await().until(() -> audit.isAsked);

        caller.dispose();
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        store.complete(null);

        await().untilAsserted(() -> assertThat(audit.rows).containsExactly("begun", "ended cancelled"));
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void whatIsBegunInTheAuditEndsThereThoughTheDeadlinePasses() {
        JsonNode problem = Objects.requireNonNull(acknowledge().block(PATIENCE));
        store.complete(null);

        assertThat(problem.path("code").asString("")).isEqualTo("darktrace_timeout");
        await().untilAsserted(() -> assertThat(audit.rows).containsExactly("begun", "ended darktrace_timeout"));
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenDoesNotBegin() {
        store.completeExceptionally(new IllegalStateException("The audit is broken"));

        JsonNode problem = Objects.requireNonNull(acknowledge().block(PATIENCE));

        assertThat(problem.path("code").asString("")).isEqualTo("internal_error");
        assertThat(audit.rows).containsExactly("refused internal_error");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void whatWasDoneIsAnsweredThoughItsEndCannotBeWritten() {
        store.complete(null);
        audit.failsAtTheEnd = true;

        JsonNode answer = Objects.requireNonNull(acknowledge().block(PATIENCE));

        assertThat(answer.path("command").asString("")).isEqualTo("darktrace-acknowledge");
        assertThat(audit.rows).containsExactly("begun", "ended ok");
    }

    private Mono<JsonNode> acknowledge() {
        return WebClient.create("http://localhost:" + port)
                .post()
                .uri("/api/v1/commands/darktrace-acknowledge")
                .bodyValue(Map.of("args", Map.of("pbid", "95")))
                .exchangeToMono(response -> response.bodyToMono(JsonNode.class));
    }
}
