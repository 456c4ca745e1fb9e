package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** The fetch step as XSOAR drives it. */
@ConnectorTest
class FetchIncidentsTest {

    private static final String FETCH = "/api/v1/commands/fetch-incidents";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
        appliance.addBreaches(60);
    }

    @Test
    void givesTheOldestIncidentsAndWhereToGoOn() {
        Reply first = Reply.toPost(web, FETCH, Map.of("last_run", Map.of()));
        Reply second = Reply.toPost(web, FETCH, Map.of("last_run", first.body().path("next_run")));
        Reply third = Reply.toPost(web, FETCH, Map.of("last_run", second.body().path("next_run")));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().propertyNames()).containsExactly("incidents", "next_run", "warnings");
        assertThat(first.body().path("incidents")).hasSize(50);
        assertThat(second.body().path("incidents")).hasSize(10);
        assertThat(third.body().path("incidents")).isEmpty();
    }

    @Test
    void startsWithoutALastRun() {
        assertThat(Reply.toPost(web, FETCH, Map.of()).body().path("incidents")).hasSize(50);
    }

    @Test
    void takesTheLastRunAmongTheArgumentsToo() {
        Reply first = Reply.toPost(web, FETCH, Map.of());
        Reply second = Reply.toCommand(
                web, "fetch-incidents", Map.of("last_run", first.body().path("next_run")));

        assertThat(second.body().path("incidents")).hasSize(10);
    }

    @Test
    void refusesALastRunThatIsNotItsOwn() {
        Reply reply = Reply.toPost(web, FETCH, Map.of("last_run", Map.of("time", "yesterday")));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo("last_run");
        assertThat(reply.text("detail")).contains("next_run");
    }

    @Test
    void saysWhyItFailed() {
        appliance.fail(Fault.SIGNATURE_ERROR);

        assertThat(Reply.toPost(web, FETCH, Map.of()).text("code")).isEqualTo("darktrace_signature");
    }
}
