package soar.darktrace.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart as Helm's own library takes it. */
class HelmChartTest {

    private static final Path CHART = Path.of("deploy", "helm");

    @Test
    void helmFindsNothingWrong() {
        LintResult result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void twoReplicasShareADatabaseAndRunWithNothingTheyDoNotNeed() {
        ObjectNode resources = rendered(new Helm(CHART).template());

        assertThat(resources.propertyNames())
                .containsExactlyInAnyOrder(
                        "ConfigMap", "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy");
        JsonNode deployment = resources.path("Deployment");
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
        JsonNode pod = deployment.at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/image").asString()).isEqualTo("darktrace-connector:0.1.0");
        assertThat(environment(container).get("CONNECTOR_ALLOWEDHOSTS"))
                .isEqualTo("soc,soc.security,soc.security.svc*");
        assertThat(container.toString()).doesNotContain("password\":\"");
    }

    @Test
    void itsConfigurationIsWhatTheConnectorReads() {
        JsonNode configMap = rendered(new Helm(CHART).template()).path("ConfigMap");

        JsonNode settings = YAMLMapper.shared()
                .readTree(configMap.at("/data/application.yml").asString());
        assertThat(settings.at("/darktrace/instances/main/is-fetch").asBoolean())
                .isTrue();
        assertThat(settings.at("/connector/api-keys-file").asString()).startsWith("/etc/darktrace-connector/secrets/");
    }

    @Test
    void aServiceMonitorKeepsTheConnectorsOwnLabels() {
        JsonNode monitor = rendered(new Helm(CHART).template().set("serviceMonitor.enabled", "true"))
                .path("ServiceMonitor");

        assertThat(monitor.at("/spec/endpoints/0/honorLabels").asBoolean()).isTrue();
        assertThat(monitor.at("/spec/endpoints/0/relabelings/0/targetLabel").asString())
                .isEqualTo("replica");
    }

    @Test
    void withoutADatabaseItSaysWhatIsMissing() {
        assertThatThrownBy(() -> rendered(new Helm(CHART).template().set("database.url", "")))
                .hasMessageContaining("database.url is needed");
    }

    private static Map<String, String> environment(JsonNode container) {
        return container
                .path("env")
                .valueStream()
                .collect(toMap(
                        variable -> variable.path("name").asString(),
                        variable -> variable.path("value").asString("")));
    }

    /** By their kind; each is there once. */
    private static ObjectNode rendered(TemplateCommand template) {
        String yaml = template.withName("soc").withNamespace("security").call();
        ObjectNode resources = JsonNodeFactory.instance.objectNode();
        try (MappingIterator<JsonNode> documents =
                YAMLMapper.shared().readerFor(JsonNode.class).readValues(yaml)) {
            documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .forEach(document -> assertThat(
                                    resources.putIfAbsent(document.path("kind").asString(), document))
                            .isNull());
        }
        return resources;
    }
}
