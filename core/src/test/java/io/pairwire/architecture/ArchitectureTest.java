package io.pairwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md}, as far as a machine can read it: the rooms of {@code core}. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pairwire");

    private final Doors doors = new Doors(CLASSES);

    @Test
    void roomsAndDoorsAreAsDrawn() {
        doors.areAsDrawn(Map.ofEntries(
                Map.entry("model", Set.of()),
                Map.entry("yaml", Set.of()),
                Map.entry("secret", Set.of()),
                Map.entry("topology", Set.of("model", "secret", "yaml")),
                Map.entry("plan", Set.of("model")),
                Map.entry("reconcile", Set.of("model", "plan")),
                Map.entry("exchange", Set.of("model", "plan", "reconcile")),
                Map.entry("netlink", Set.of()),
                Map.entry("l2tp", Set.of("model", "netlink")),
                Map.entry("link", Set.of("model", "netlink")),
                Map.entry("probe", Set.of("model", "netlink")),
                Map.entry("libc", Set.of("netlink", "probe")),
                Map.entry("l2tpv3tun", Set.of("model", "netlink", "l2tp", "link")),
                Map.entry(
                        "agent",
                        Set.of(
                                "model",
                                "plan",
                                "reconcile",
                                "exchange",
                                "netlink",
                                "l2tp",
                                "link",
                                "probe",
                                "libc",
                                "l2tpv3tun"))));
    }

    @Test
    void eachLibraryIsUsedInOneRoom() {
        doors.onlyIn("yaml", "org.yaml");
        doors.onlyIn("exchange", "com.grack");
        doors.onlyIn("libc", "com.kenai", "jnr");
    }

    @Test
    void onlyTheAgentUsesStandardStreamsOrEnds() {
        Set<String> users = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            for (JavaAccess<?> access : each.getAccessesFromSelf()) {
                String name = access.getTargetOwner().getName() + "." + access.getName();
                if (Set.of(
                                "java.lang.System.out",
                                "java.lang.System.err",
                                "java.lang.System.in",
                                "java.lang.System.exit")
                        .contains(name)) {
                    users.add(each.getPackageName());
                }
            }
        }
        assertThat(users).containsExactly("io.pairwire.agent");
    }

    @Test
    void whatDecidesReadsNoClockAndNoFile() {
        Set<String> trespasses = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (Set.of("model", "plan", "reconcile", "topology", "exchange", "secret")
                    .contains(each.getPackageName().substring("io.pairwire.".length()))) {
                each.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String target = dependency.getTargetClass().getName();
                    if (target.startsWith("java.nio.file.")
                            || target.startsWith("java.time.Clock")
                            || target.equals("java.util.Random")
                            || target.equals("java.security.SecureRandom")) {
                        trespasses.add(dependency.getDescription());
                    }
                });
            }
        }
        assertThat(trespasses).isEmpty();
    }
}
