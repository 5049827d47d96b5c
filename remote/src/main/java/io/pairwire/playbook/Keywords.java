package io.pairwire.playbook;

import java.util.List;
import java.util.Map;

/** The keywords of playbooks, by the level that they stand at. */
final class Keywords {
    static final String IMPORT = "import_playbook";

    /** Of an entry that imports. */
    static final List<String> OF_IMPORT = List.of(IMPORT, "name", "tags");

    static final List<String> OF_PLAY = List.of(
            "name",
            "topology",
            "pseudowires",
            "hosts",
            "serial",
            "max_fail_percentage",
            "any_errors_fatal",
            "order",
            "throttle",
            "tags",
            "become",
            "become_user",
            "vars",
            "check_mode",
            "tasks");

    /** The verbs, and the keys of each. */
    static final Map<String, List<String>> VERBS = Map.of(
            "pseudowire", List.of("state", "prune", "confirm", "confirm_timeout"),
            "verify", List.of("timeout"),
            "drift", List.of(),
            "pause", List.of("seconds", "minutes", "prompt"),
            "assert", List.of("reachable", "kernel", "java", "module"));

    /** Of a task, besides its verb. */
    static final List<String> OF_TASK = List.of("name", "when", "tags", "throttle", "check_mode");

    private Keywords() {}
}
