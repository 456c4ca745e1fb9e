package soar.darktrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.jspecify.annotations.NullMarked;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandHandler;

/** The arrows between the packages: who may use whom, and what their classes are called. */
@AnalyzeClasses(packages = "soar.darktrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesUseOnlyWhatTheyMay = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("soar.darktrace..")
            .layer("root")
            .definedBy("soar.darktrace")
            .layer("client")
            .definedBy("soar.darktrace.client")
            .layer("command")
            .definedBy("soar.darktrace.command")
            .layer("features")
            .definedBy(
                    "soar.darktrace.breach", "soar.darktrace.device", "soar.darktrace.respond", "soar.darktrace.status")
            .layer("incident")
            .definedBy("soar.darktrace.incident")
            .layer("delivery")
            .definedBy("soar.darktrace.delivery")
            .layer("manifest")
            .definedBy("soar.darktrace.manifest")
            .layer("web")
            .definedBy("soar.darktrace.web")
            .layer("cli")
            .definedBy("soar.darktrace.cli")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("incident")
            .whereLayer("incident")
            .mayOnlyBeAccessedByLayers("delivery", "web")
            .whereLayer("delivery")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("manifest")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("web")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("client")
            .mayNotAccessAnyLayer()
            .whereLayer("command")
            .mayOnlyAccessLayers("client")
            .whereLayer("features")
            .mayOnlyAccessLayers("command", "client")
            .whereLayer("incident")
            .mayOnlyAccessLayers("features", "command", "client")
            .whereLayer("delivery")
            .mayOnlyAccessLayers("incident", "command", "client")
            .whereLayer("manifest")
            .mayOnlyAccessLayers("command", "client")
            .whereLayer("web")
            .mayOnlyAccessLayers("incident", "command", "client")
            .whereLayer("cli")
            .mayOnlyAccessLayers("command", "client")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule featuresDoNotKnowEachOther = slices().matching(
                    "soar.darktrace.(breach|device|respond|status)..")
            .should()
            .notDependOnEachOther();

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
            .implement(CommandHandler.class);

    @ArchTest
    static final ArchRule jacksonIsTheThird = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

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
