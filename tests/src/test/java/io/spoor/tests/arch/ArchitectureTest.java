package io.spoor.tests.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Who may see what: a core is a pure object, each technology lives in one place, and time comes from the runner alone. */
@AnalyzeClasses(packages = "io.spoor", importOptions = ArchitectureTest.ProductionOnly.class)
class ArchitectureTest {
    private static final String CORES = "io.spoor.*.core..";
    private static final String WIRE = "io.spoor.protocol";
    private static final String NODE = "io.spoor.protocol.node";
    private static final String RUNNER = "io.spoor.protocol.udp..";
    private static final String EXPORT = "io.spoor.protocol.otlp";

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system");

    /** Our own classes, from folders or from jars, without the tests. */
    static final class ProductionOnly implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("/test-classes/") && !location.contains("/io/spoor/tests/");
        }
    }

    @ArchTest
    static final ArchRule coresSeeJavaAndTheWireOnly = classes()
            .that()
            .resideInAPackage(CORES)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", WIRE, NODE, CORES, "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule theWireSeesJavaOnly = classes()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", WIRE, "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule theNodeContractSeesTheWireOnly = classes()
            .that()
            .resideInAPackage(NODE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", WIRE, NODE, "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule coresDoNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage(CORES)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels.."));

    @ArchTest
    static final ArchRule coresKnowNoThreads = noClasses()
            .that()
            .resideInAPackage(CORES)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..")
                    .and(DescribedPredicate.not(nameMatching("java\\.util\\.concurrent\\.TimeUnit"))))
            .orShould()
            .dependOnClassesThat(nameMatching("java\\.lang\\.Thread.*"));

    @ArchTest
    static final ArchRule coresAreGivenTheirRandomness = noClasses()
            .that()
            .resideInAPackage(CORES)
            .should()
            .dependOnClassesThat(nameMatching(
                    "java\\.util\\.(Random|SplittableRandom|UUID)|java\\.security\\.SecureRandom|.*ThreadLocalRandom"))
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule datagramsStayInTheRunner = noClasses()
            .that()
            .resideOutsideOfPackage(RUNNER)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx.core.datagram..", "io.netty..", "java.nio.channels.."));

    @ArchTest
    static final ArchRule jacksonStaysInTheCodec = noClasses()
            .that()
            .resideOutsideOfPackage("io.spoor.protocol.json")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."));

    /** The bean itself may be handed on by whoever wires an application. */
    @ArchTest
    static final ArchRule openTelemetryStaysInTelemetry = noClasses()
            .that()
            .resideOutsideOfPackages(RUNNER, EXPORT)
            .and()
            .haveNameNotMatching(".*Telemetry(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.opentelemetry..")
                    .and(DescribedPredicate.not(nameMatching("io\\.opentelemetry\\.api\\.OpenTelemetry"))));

    @ArchTest
    static final ArchRule applicationsDoNotKnowEachOther = slices().matching(
                    "io.spoor.(client|dispatcher|calculator)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theProtocolKnowsNoApplication = noClasses()
            .that()
            .resideInAPackage("io.spoor.protocol..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.spoor.client..", "io.spoor.dispatcher..", "io.spoor.calculator.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.spoor.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheRunnerReadsAClock =
            noClasses().that().resideOutsideOfPackage(RUNNER).should().callCodeUnitWhere(isOneOf(CLOCKS));

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses().should().callCodeUnitWhere(isOneOf(Set.of("java.lang.Thread.sleep", "java.lang.Object.wait")));

    private static DescribedPredicate<JavaCall<?>> isOneOf(Set<String> methods) {
        return DescribedPredicate.describe("one of " + methods, call -> {
            CodeUnitCallTarget target = call.getTarget();
            return methods.contains(target.getOwner().getName() + "." + target.getName());
        });
    }
}
