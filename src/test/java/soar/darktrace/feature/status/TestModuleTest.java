package soar.darktrace.feature.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.QuerySigning;
import soar.darktrace.appliance.SimulatedAppliance;

/** What the Test button says. */
@ConnectorTest
class TestModuleTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @Test
    void isOkWithVersionSkewAndRoundTrip() {
        Reply reply = test();

        assertThat(reply.text("readable_output")).startsWith("### ok\n");
        assertThat(reply.body().at("/outputs/version").asString()).isEqualTo("7.1.0");
        assertThat(reply.body().at("/outputs/clockSkewSeconds").asInt()).isBetween(-1, 1);
        assertThat(reply.body().at("/outputs/roundTripMs").isIntegralNumber()).isTrue();
    }

    @Test
    void fallsBackToTheStatisticsWhereTheTokenMayNotReadTheStatus() {
        appliance.failTimes(Fault.REDIRECT_TO_403, 1);

        Reply reply = test();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/version").isMissingNode()).isTrue();
        assertThat(reply.body().path("warnings").toString()).contains("lacks the Status permission");
    }

    @Test
    void saysWhenPermissionsAreMissing() {
        appliance.fail(Fault.FORBIDDEN);

        assertThat(test().text("code")).isEqualTo("darktrace_permission");
    }

    @Test
    void saysWhenTheApplianceTakesTheOtherFormOfSigning() {
        appliance.acceptOnly(QuerySigning.AS_SENT);

        Reply reply = test();

        assertThat(reply.text("code")).isEqualTo("darktrace_signature");
        assertThat(reply.text("detail")).contains("change the instance's signing");
    }

    @Test
    void saysWhenTheTokensAreWrong() {
        appliance.fail(Fault.SIGNATURE_ERROR);

        assertThat(test().text("detail")).contains("public and the private token are a pair");
    }

    @Test
    void saysWhereDarktraceEmailAnswers() {
        assertThat(test().body().at("/outputs/email").asString()).isEqualTo("Answers at /agemail/api/ep/api/v1.0.");
    }

    @Test
    void saysWhichPrefixOfDarktraceEmailToSet() {
        appliance.emails().answerAt("/agemail/api/v1.0");

        Reply reply = test();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/email").asString())
                .endsWith("set darktrace.instances.main.email.prefix=/agemail/api/v1.0.");
        assertThat(reply.body().path("warnings").toString()).contains("email.prefix=/agemail/api/v1.0");
    }

    /** An appliance without Darktrace/EMAIL, and a token without its permission, answer 403 to everything. */
    @Test
    void concludesNothingAboutThePrefixWhereNothingIsPermitted() {
        appliance.emails().forbid();

        Reply reply = test();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/email").asString())
                .contains("Email Logs")
                .endsWith("does not show.");
        assertThat(reply.body().path("warnings").isEmpty()).isTrue();
        assertThat(appliance.requests().stream().filter(request -> request.url().startsWith("/agemail")))
                .hasSize(1);
    }

    private Reply test() {
        return Reply.toCommand(web, "test-module", Map.of());
    }
}
