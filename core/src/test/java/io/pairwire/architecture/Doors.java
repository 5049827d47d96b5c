package io.pairwire.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The doors between rooms, as the drawing has them, held against the doors that the classes use. */
public final class Doors {
    private static final String HOUSE = "io.pairwire.";

    private final JavaClasses classes;

    public Doors(JavaClasses classes) {
        this.classes = classes;
    }

    /** Checks that the rooms are exactly those drawn, and that no class goes through a door that is not drawn. */
    public void areAsDrawn(Map<String, Set<String>> drawn) {
        Map<String, Set<String>> used = new TreeMap<>();
        Set<String> trespasses = new TreeSet<>();
        for (JavaClass each : classes) {
            String room = room(each);
            used.computeIfAbsent(room, name -> new TreeSet<>());
            Set<String> doors = drawn.getOrDefault(room, Set.of());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getName().startsWith(HOUSE) && !room(target).equals(room) && !doors.contains(room(target))) {
                    trespasses.add(room + " -> " + room(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(used.keySet()).containsExactlyInAnyOrderElementsOf(drawn.keySet());
        assertThat(trespasses).isEmpty();
    }

    /** Checks that a library's packages are used in one room alone, and are used there. */
    public void onlyIn(String room, String... packages) {
        Set<String> users = new TreeSet<>();
        for (JavaClass each : classes) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                for (String prefix : packages) {
                    if (target.startsWith(prefix + ".")) {
                        users.add(room(each));
                    }
                }
            }
        }
        assertThat(users).as("rooms that use " + String.join(", ", packages)).containsExactly(room);
    }

    private static String room(JavaClass each) {
        String rest = each.getPackageName().substring(HOUSE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
