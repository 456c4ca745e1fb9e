package soar.darktrace.feature.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.json.JsonMapper;

/** Tags and what has them, against an appliance that answers 502 for what it deleted. */
@ConnectorTest
class TagCommandsTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    @AfterEach
    void reset() {
        appliance.reset();
    }

    private Reply run(String command, Map<String, ?> arguments) {
        return Reply.toCommand(web, command, arguments);
    }

    private List<String> tags(long did) {
        return run("darktrace-get-tags-for-device", Map.of("did", did))
                .body()
                .at("/outputs/tags")
                .valueStream()
                .map(tag -> tag.path("tagName").asString())
                .toList();
    }

    @Test
    void anUnknownIdIsNamedAndNotThePathOfItsRequest() {
        assertThat(run("darktrace-get-tag", Map.of("tag_id", 5)).text("detail"))
                .isEqualTo("Darktrace knows no tag 5. See darktrace-list-tags.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTagIsTakenOffWhateverTheGatewayAnswers(boolean isAnswered) {
        appliance.answerDeletes(isAnswered);

        Reply reply = run("darktrace-remove-tag-from-device", Map.of("did", 7, "tag_name", "finance"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/tagName").asString()).isEqualTo("Finance");
        assertThat(tags(7)).isEmpty();
        assertThat(changesSent()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-remove-tag-from-device | {"did": 7, "tag_name": "Finance"}
            darktrace-delete-tag             | {"tag_id": 289}
            darktrace-remove-tag-entity      | {"tag_id": 91, "entity_id": 4004}
            darktrace-post-tag-to-device     | {"did": 7, "tag_name": "SOAR Contained"}
            darktrace-add-tag-entity         | {"tag_id": 289, "entity_type": "Device", "entity_value": "7"}
            darktrace-create-tag             | {"name": "New"}
            """)
    void aChangeThatWasLostBeforeItWasMadeStaysAnUnknownOutcomeAndIsSentOnce(String command, String arguments) {
        appliance.failNextChange(Fault.RESET);

        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(changesSent()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-post-tag-to-device     | {"did": 7, "tag_name": "SOAR Contained"}
            darktrace-add-tag-entity         | {"tag_id": 289, "entity_type": "Device", "entity_value": "7"}
            darktrace-create-tag             | {"name": "New"}
            darktrace-remove-tag-entity      | {"tag_id": 91, "entity_id": 4004}
            """)
    void aChangeWhoseAnswerIsLostIsSettledByReading(String command, String arguments) {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(changesSent()).isEqualTo(1);
    }

    @Test
    void aTagThatModelsUseIsNotDeleted() {
        Reply reply = run("darktrace-delete-tag", Map.of("tag_name", "DNS Server"));

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(changesSent()).isZero();
    }

    @Test
    void anUnknownTagIsNotFoundAndNothingIsSent() {
        Reply reply = run("darktrace-post-tag-to-device", Map.of("deviceId", 7, "tagName", "Nothing"));

        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(changesSent()).isZero();
    }

    /** The tag may go between the look and the change; then Darktrace answers 200. */
    @Test
    void aTagThatDarktraceNoLongerKnowsIsNotFound() {
        appliance.answer("POST", "/tags/entities", "{\"tags\": \"DATANOTFOUND ERROR\"}");

        assertThat(run("darktrace-post-tag-to-device", Map.of("did", 7, "tag_name", "Finance"))
                        .text("code"))
                .isEqualTo("not_found");
    }

    @Test
    void aTagOfANameThatIsTakenIsNotCreated() {
        Reply reply = run("darktrace-create-tag", Map.of("name", "finance"));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(changesSent()).isZero();
    }

    private long changesSent() {
        return appliance.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }

    /** 0 is what Darktrace has for tags that never end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-post-tag-to-device | {"did": 7, "tag_name": "Finance", "duration": 0}
            darktrace-add-tag-entity     | {"tag_id": 289, "entity_type": "Device", "entity_value": "7", "expiry_duration": "0 h"}
            """)
    void noTimeAtAllIsNotForGood(String command, String arguments) {
        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("detail")).contains("duration must be at least one second");
        assertThat(changesSent()).isZero();
    }

    /** Whoever looks each device up among all of them takes minutes here. */
    @Test
    @Timeout(10)
    void aTagOfManyDevicesTakesNoLongerForEach() {
        StringBuilder entities = new StringBuilder();
        StringBuilder devices = new StringBuilder();
        for (int did = 1; did <= 20_000; did++) {
            entities.append(did == 1 ? "" : ",")
                    .append("{\"teid\": %1$s, \"entityType\": \"Device\", \"entityValue\": \"%1$s\"}".formatted(did));
            devices.append(did == 1 ? "" : ",").append("{\"did\": %1$s, \"hostname\": \"h%1$s\"}".formatted(did));
        }
        appliance.answer(
                "GET", "/tags/entities", "{\"entities\": [%s], \"devices\": [%s]}".formatted(entities, devices));

        Reply reply = run("darktrace-get-tagged-devices", Map.of("tag_name", "Finance"));

        assertThat(reply.body().at("/outputs/999/hostname").asString()).isEqualTo("h1000");
        assertThat(reply.body().path("warnings").toString())
                .contains("20000 devices match", "raise limits.max-entries.");
    }
}
