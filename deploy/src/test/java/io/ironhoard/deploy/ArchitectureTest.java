package io.ironhoard.deploy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Dependencies go one way: between the modules, between their packages, and out of the shard engine. */
final class ArchitectureTest {
    /** A class's module is told by where it was loaded from: a folder of classes, or a jar. */
    private static final Pattern MODULE = Pattern
            .compile("/([a-z-]+)/target/classes/|/ironhoard-([a-z-]+)-[^/]+\\.jar!");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.ironhoard");

    @Test
    void shouldKnowTheModuleOfEveryClass() {
        assertThat(CLASSES).isNotEmpty().allSatisfy(type -> assertThat(module(type)).as(type.getName()).isIn("proto",
                "native-arena", "dispatcher", "matchmaking", "perf", "deploy"));
    }

    @ParameterizedTest
    @CsvSource({"proto,", "native-arena,", "dispatcher,proto native-arena", "matchmaking,proto",
        "perf,proto native-arena dispatcher matchmaking"})
    void shouldDependOnlyOnTheModulesBelow(final String module, final String below) {
        final List<String> allowed = below == null ? List.of() : Arrays.asList(below.split(" "));
        ArchRuleDefinition.noClasses().that(areIn(module)).should().dependOnClassesThat(new DescribedPredicate<>(
                "are in a module other than " + module + " and " + allowed) {
            @Override
            public boolean test(final JavaClass type) {
                final String other = module(type);
                return !other.isEmpty() && !other.equals(module) && !allowed.contains(other);
            }
        }).allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void shouldKeepTheShardEngineFreeOfAeron() {
        ArchRuleDefinition.noClasses().that()
                .resideInAnyPackage("io.ironhoard.dispatcher.shard..", "io.ironhoard.dispatcher.validation..",
                        "io.ironhoard.dispatcher.match..", "io.ironhoard.dispatcher.chain..",
                        "io.ironhoard.dispatcher.rules..")
                .should().dependOnClassesThat().resideInAPackage("io.aeron..").allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        SlicesRuleDefinition.slices().matching("io.ironhoard.(**)").should().beFreeOfCycles().allowEmptyShould(true)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areIn(final String module) {
        return DescribedPredicate.describe("are in " + module, type -> module(type).equals(module));
    }

    /** The module's folder name, empty for what is not ours. */
    private static String module(final JavaClass type) {
        if (!type.getPackageName().startsWith("io.ironhoard")) {
            return "";
        }
        final Matcher matcher = MODULE.matcher(type.getSource().map(source -> source.getUri().toString()).orElse(""));
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
}
