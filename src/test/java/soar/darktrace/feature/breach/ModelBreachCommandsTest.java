package soar.darktrace.feature.breach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;

/** The commands on model breaches against an appliance that keeps state and answers in its several shapes. */
@ConnectorTest
class ModelBreachCommandsTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @Test
    void anUnknownBreachIsNotFound() {
        Reply reply = run("darktrace-get-breach", 987654321);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(reply.text("detail")).contains("no model breach 987654321");
    }

    @Test
    void anAcknowledgedBreachShowsWhoAndWhen() {
        run("darktrace-acknowledge", 111);

        Reply reply = run("darktrace-get-breach", 111);

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(reply.body().at("/outputs/acknowledgedBy").asString()).isEqualTo("api.user");
        assertThat(reply.body().at("/outputs/acknowledgedTime").asString())
                .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void anUnacknowledgedBreachIsOpenAgain() {
        run("darktrace-acknowledge", 111);
        run("darktrace-unacknowledge", 111);

        assertThat(run("darktrace-get-breach", 111)
                        .body()
                        .at("/outputs/acknowledged")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void acknowledgingTwiceSucceedsAndSaysSo() {
        run("darktrace-acknowledge", 111);

        Reply again = run("darktrace-acknowledge", 111);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(again.text("readable_output")).contains("Was acknowledged already.");
    }

    @Test
    void acknowledgingAnUnknownBreachIsNotFound() {
        assertThat(run("darktrace-acknowledge", 987654321).text("code")).isEqualTo("not_found");
    }

    @Test
    void aRefusalThatReadingDoesNotExplainIsAFailure() {
        appliance.fail(Fault.REFUSED_CHANGE);

        Reply reply = run("darktrace-acknowledge", 111);

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).isEqualTo("Darktrace refused: model breach 111 is not acknowledged.");
    }

    @Test
    void anAcknowledgementGoesOutAsAForm() {
        run("darktrace-acknowledge", 111);

        ReceivedRequest sent = appliance.requests().get(0);
        assertThat(sent.url()).isEqualTo("/modelbreaches/111/acknowledge");
        assertThat(sent.body()).isEqualTo("acknowledge=true");
        assertThat(sent.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"darktrace-get-breach", "darktrace-get-comments", "darktrace-acknowledge"})
    void aUnifiedViewIsUnderstood(String command) {
        Reply plain = run(command, 46);
        appliance.reset();
        appliance.fail(Fault.UNIFIED_VIEW);

        Reply unified = run(command, 46);

        assertThat(unified.status()).isEqualTo(200);
        assertThat(unified.body().at("/outputs/pbid")).isEqualTo(plain.body().at("/outputs/pbid"));
        assertThat(unified.body().at("/outputs/comments").size())
                .isEqualTo(plain.body().at("/outputs/comments").size());
    }

    @Test
    void aDeviceBelowTheTriggeredComponentsIsFound() {
        appliance.answer(
                "GET",
                "/modelbreaches",
                "{\"pbid\": 95, \"triggeredComponents\": [{\"device\": {\"did\": 7, \"hostname\": \"printer\"}}]}");

        assertThat(run("darktrace-get-breach", 95).body().at("/outputs/device").toString())
                .isEqualTo("{\"did\":7,\"hostname\":\"printer\"}");
    }

    @Test
    void aModelWithoutThenIsUnderstood() {
        appliance.answer("GET", "/modelbreaches", "{\"pbid\": 95, \"model\": {\"name\": \"A::B\", \"pid\": 3}}");

        assertThat(run("darktrace-get-breach", 95).body().at("/outputs/model").toString())
                .isEqualTo("{\"name\":\"A::B\",\"pid\":3}");
    }

    @Test
    void timesKeepTheirMilliseconds() {
        appliance.answer("GET", "/modelbreaches", "{\"pbid\": 95, \"time\": 1602191481789}");

        assertThat(run("darktrace-get-breach", 95).body().at("/outputs/time").asString())
                .isEqualTo("2020-10-08T21:11:21.789Z");
    }

    @Test
    void anOddCommentIsPassedOnWithAWarning() {
        appliance.answer("GET", "/modelbreaches/{pbid}/comments", "[\"odd\", {\"message\": \"fine\"}]");

        Reply reply = run("darktrace-get-comments", 46);

        assertThat(reply.body().at("/outputs/comments").toString())
                .isEqualTo("[\"odd\",{\"message\":\"fine\",\"pbid\":46}]");
        assertThat(reply.body().path("warnings").size()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNeitherListNorObjectIsUnreadable() {
        appliance.answer("GET", "/modelbreaches", "\"maintenance\"");

        assertThat(run("darktrace-get-breach", 95).text("code")).isEqualTo("darktrace_unreadable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"response": "ERROR"}           | darktrace_refused
            {"error": "Please login again"} | darktrace_login_page
            {"error": "INPUT ERROR"}        | darktrace_refused
            {}                              | not_found
            [{"pbid": 96}]                  | not_found
            """)
    void anErrorWithStatusTwoHundredIsNoBreach(String answer, String code) {
        appliance.answer("GET", "/modelbreaches", answer);

        assertThat(run("darktrace-get-breach", 95).text("code")).isEqualTo(code);
    }

    @Test
    void anErrorWithStatusTwoHundredIsNotTakenForAnOpenBreach() {
        appliance.answer("GET", "/modelbreaches", "{\"response\": \"ERROR\"}");
        appliance.fail(Fault.REFUSED_CHANGE);

        assertThat(run("darktrace-unacknowledge", 95).text("code")).isEqualTo("darktrace_refused");
    }

    private Reply run(String command, long pbid) {
        return Reply.toCommand(web, command, Map.of("pbid", pbid));
    }
}
