package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The verdicts were compared with those of pykwalify 1.8.0 on the same documents. */
class SdkSchemaTest {

    private static final String PLAYBOOK = """
            id: A playbook
            version: -1
            name: A playbook
            description: Does nothing.
            starttaskid: "0"
            view: "{}"
            fromversion: 6.10.0
            inputs:
            - key: pbid
              value: {simple: "95"}
              description: Model breach ID.
              playbookInputQuery:
            tasks:
              "0":
                id: "0"
                taskid: 5fbf5212-c63a-4baa-8a87-2d92e2943aa0
                type: start
                task:
                  id: 5fbf5212-c63a-4baa-8a87-2d92e2943aa0
                  version: -1
                  name: ""
                  description: ""
                  iscommand: false
                  brand: ""
                nexttasks:
                  "#none#": ["1"]
                view: "{}"
            """;

    private final SdkSchema schema = SdkSchema.of("playbook");

    @Test
    void aDocumentThatFitsHasNoProblem() {
        assertThat(schema.problems(playbook())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            starttaskid                | 0                 | /starttaskid is 0, not of type str
            version                    | "-1"              | /version is "-1", not of type int
            deprecated                 | "yes"             | /deprecated is "yes", not of type bool
            inputs                     | {}                | /inputs is {}, not a list
            tasks                      | []                | /tasks is [], not a mapping
            tasks                      |                   | ` lacks tasks`
            colour                     | red               | ` has an unknown key colour`
            inputs                     | [{key: a}]        | /inputs/0 lacks description
            marketplaces               | [xsoar, elsewhere] | /marketplaces/1 is "elsewhere", not one of
            tasks                      | {one: {}}         | /tasks has an unknown key one
            """)
    void whatDoesNotFitIsNamedWithItsPlace(String key, String value, String problem) {
        ObjectNode playbook = playbook();
        playbook.set(key, value == null ? playbook.nullNode() : yaml(value));

        assertThat(String.join("\n", schema.problems(playbook))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type       | finish                | /tasks/0/type is "finish", not one of
            nexttasks  | {yes: "1"}            | /tasks/0/nexttasks/yes is "1", not a list
            task       | {id: a}               | /tasks/0/task lacks name
            conditions | [{label: a, condition: [[{left: {value: 1}}]]}] | /condition/0/0 lacks operator
            loop       | {forEach: maybe}      | /tasks/0/loop/forEach is "maybe", not of type bool
            """)
    void theInsideOfATaskIsLookedAtToo(String key, String value, String problem) {
        ObjectNode playbook = playbook();
        ((ObjectNode) playbook.at("/tasks/0")).set(key, yaml(value));

        assertThat(String.join("\n", schema.problems(playbook))).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classifier",
                "dashboard",
                "incidentfield",
                "incidenttype",
                "integration",
                "layoutscontainer",
                "mapper",
                "playbook",
                "script",
                "widget"
            })
    void everySchemaCanBeReadAndMissesWhatItRequires(String name) {
        List<String> problems = SdkSchema.of(name).problems(yaml("{}"));

        assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith(" lacks "));
    }

    private static ObjectNode playbook() {
        return (ObjectNode) yaml(PLAYBOOK);
    }

    private static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text);
    }
}
