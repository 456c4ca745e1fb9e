package soar.darktrace;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.Command;
import tools.jackson.databind.JsonNode;

/** The arrows between the packages: who may use whom, and what their classes are called. */
@AnalyzeClasses(packages = "soar.darktrace", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

    /** Wherever the build directory is; ArchUnit's own option looks for {@code target/test-classes}. */
    static final class WithoutTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String ROOT = "soar.darktrace";

    /** Each package and the ones that it may use, the upper floors first. */
    private static final Map<String, List<String>> MAY_USE = floors();

    private static Map<String, List<String>> floors() {
        Map<String, List<String>> floors = new LinkedHashMap<>();
        floors.put("mcp", List.of("web", "manifest", "incident", "command", "access", "client", "store", "failure"));
        floors.put("web", List.of("incident", "command", "access", "client", "store", "warroom", "failure"));
        floors.put("cli", List.of("command", "access", "check", "client", "warroom", "failure"));
        floors.put("manifest", List.of("command", "access", "client", "warroom", "failure"));
        floors.put("delivery", List.of("incident", "command", "check", "client", "store", "network", "failure"));
        floors.put(
                "mirror",
                List.of(
                        "fetch.*",
                        "fetch",
                        "incident",
                        "api",
                        "command",
                        "access",
                        "policy",
                        "client",
                        "store",
                        "failure"));
        floors.put("fetch.*", List.of("fetch", "incident", "api", "command", "client", "failure"));
        floors.put("fetch", List.of("incident", "command", "client", "store", "failure"));
        floors.put("incident", List.of("store", "network"));
        floors.put("feature.*", List.of("api", "command", "policy", "client", "failure"));
        floors.put("policy", List.of("api", "command", "client", "network", "failure"));
        floors.put("api", List.of("client", "network"));
        floors.put("command", List.of("access", "client", "network", "warroom", "failure"));
        floors.put("access", List.of("store", "network", "check", "failure"));
        floors.put("client", List.of("network", "failure"));
        floors.put("store", List.of("check", "failure"));
        floors.put("warroom", List.of("failure"));
        floors.put("network", List.of());
        floors.put("check", List.of());
        floors.put("failure", List.of());
        return floors;
    }

    @ArchTest
    static void packagesUseOnlyWhatTheyMay(JavaClasses classes) {
        Architectures.LayeredArchitecture floors = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .ensureAllClassesAreContainedInArchitecture()
                .layer("root")
                .definedBy(ROOT);
        for (String floor : MAY_USE.keySet()) {
            floors = floors.layer(floor).definedBy(ROOT + "." + floor);
        }
        for (Map.Entry<String, List<String>> floor : MAY_USE.entrySet()) {
            floors = floor.getValue().isEmpty()
                    ? floors.whereLayer(floor.getKey()).mayNotAccessAnyLayer()
                    : floors.whereLayer(floor.getKey())
                            .mayOnlyAccessLayers(floor.getValue().toArray(String[]::new));
        }
        floors.whereLayer("root")
                .mayOnlyAccessLayers("cli", "command", "failure")
                .check(classes);
    }

    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther =
            slices().matching(ROOT + ".feature.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule sourcesDoNotKnowEachOther =
            slices().matching(ROOT + ".fetch.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule featuresOnlyDescribeWhatHappens = noClasses()
            .that()
            .resideInAPackage(ROOT + ".feature..")
            .should()
            .accessTargetWhere(target(nameMatching(
                            "block|blockFirst|blockLast|blockOptional|subscribe|toFuture|toIterable|toStream"))
                    .and(target(owner(resideInAPackage("reactor..")))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.core.scheduler..", "org.springframework.scheduling..")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Executors.class, Timer.class);

    @ArchTest
    static final ArchRule onlyTheTransportKnowsTheHttpClient = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".client..", ROOT + ".network..", ROOT + ".delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty.http.client..", "reactor.netty.resources..", "reactor.netty.tcp..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.web.reactive.function.client..");

    /** What Darktrace sends may be infinite, enormous or a text: these methods throw then, or read something else. */
    @ArchTest
    static final ArchRule numbersOfAnswersAreReadByOneClass = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".api..", ROOT + ".feature..", ROOT + ".fetch.*..", ROOT + ".policy..", ROOT + ".client..")
            .and()
            .doNotHaveSimpleName("DarktraceNumber")
            .should()
            .accessTargetWhere(
                    target(nameMatching("(as|to)?(Short|Int|Long|Float|Double|Decimal|BigInteger)(Value)?(Opt)?"
                                    + "|(short|int|long|float|double|decimal|bigInteger)Value(Opt)?|numberValue"))
                            .and(target(owner(assignableTo(JsonNode.class)))));

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Base")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Service")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .haveSimpleNameEndingWith("Config")
            .orShould()
            .resideInAnyPackage(
                    "..util..",
                    "..common..",
                    "..helper..",
                    "..service..",
                    "..dto..",
                    "..impl..",
                    "..base..",
                    "..config..");

    @ArchTest
    static final ArchRule aCommandIsOnePackagePrivateClass = classes()
            .that()
            .areAnnotatedWith(Command.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .implement("soar.darktrace.command.CommandHandler");

    /** {@code %d} writes the digits of the JVM's locale, so that a sentence in Cairo has others than one in London. */
    @Test
    void sentencesHaveTheSameDigitsEverywhere() throws IOException {
        Pattern number = Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?[dfeg]\\b");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .as("write %s, or format with Locale.ROOT")
                    .noneSatisfy(file -> {
                        String source = Files.readString(file);
                        assertThat(number.matcher(source).results().count())
                                .isGreaterThan(source.split("String\\.format\\(\\s*Locale\\.ROOT", -1).length - 1L);
                    });
        }
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        classes.stream().map(JavaClass::getPackage).distinct().forEach(ArchitectureTest::assertNullMarked);
    }

    private static void assertNullMarked(JavaPackage javaPackage) {
        assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as(javaPackage.getName())
                .isTrue();
    }
}
