package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the five public playbooks run and read, {@code test-data/public-playbooks.json}: each command answers under its public name
 * and with those arguments, and the context has what the playbook reads of it.
 */
@ConnectorTest
class PublicPlaybooksTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @TestFactory
    Stream<DynamicTest> findWhatTheyRead() {
        return JsonMapper.shared()
                .readTree(Path.of("test-data", "public-playbooks.json"))
                .propertyStream()
                .flatMap(playbook -> playbook.getValue()
                        .valueStream()
                        .map(task -> dynamicTest(
                                playbook.getKey() + ": " + task.path("command").asString(), () -> assertRead(task))));
    }

    private void assertRead(JsonNode task) {
        Surroundings surroundings = new Surroundings(web, appliance, clock);
        surroundings.reset();
        IncidentContext context = new IncidentContext();
        Map<String, String> arguments = task.path("arguments")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, argument -> argument.getValue().asString()));
        context.merge(
                surroundings.prepare(task.path("command").asString(), arguments).path("entry_context"));

        assertThat(context).asString().isNotEqualTo("{}");
        assertThat(task.path("reads").valueStream().map(JsonNode::asString))
                .allSatisfy(path ->
                        assertThat(context.at(path).isMissingNode()).as(path).isFalse());
    }
}
