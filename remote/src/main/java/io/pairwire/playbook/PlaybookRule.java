package io.pairwire.playbook;

import io.pairwire.yaml.Rule;

/** What a playbook may do wrong. An identifier, once released, keeps its meaning. */
public enum PlaybookRule implements Rule {
    NOT_A_LIST("PB001", "The file is not a list of plays.", "Start each play with `- name: ...`, at the left edge."),
    UNKNOWN_KEY("PB002", "A keyword that does not exist.", "See the hint for the one you meant."),
    ANSIBLE_ONLY(
            "PB003",
            "A keyword, module or template of Ansible's that has no meaning over pseudowires.",
            "See the hint; what is about hosts as such, leave to Ansible (`playbooks/from-ansible`)."),
    WRONG_KIND(
            "PB004",
            "A list, a mapping or a single value where something else is wanted.",
            "Write it as the hint shows."),
    BAD_VALUE("PB005", "A value that its keyword cannot have.", "See the hint."),
    MISSING("PB006", "Something without which a play or task is about nothing is not given.", "Write it."),
    ONE_OF("PB007", "Two keywords of which only one can stand: `hosts` and `pseudowires`, or two verbs.", "Keep one."),
    MISPLACED("PB008", "A keyword that exists, but not here.", "Move it to where the hint says."),
    CONDITION(
            "PB010",
            "A `when` that is no condition.",
            "Compare with `==`, `!=`, `<`, `in`; join with `and`, `or`, `not`; quote texts."),
    UNKNOWN_NAME(
            "PB011",
            "A `when` that names what there is not.",
            "See the hint; a variable of your own needs `vars`, or `-e NAME=VALUE`."),
    CONDITION_KIND(
            "PB012",
            "A `when` that compares what cannot be compared, or takes for true or false what is neither.",
            "See the hint."),
    IMPORT(
            "PB020",
            "An imported playbook that cannot be read.",
            "Correct the path; it starts from this file's directory."),
    IMPORT_LOOP("PB021", "A playbook that imports itself, by whatever way.", "Remove one of the imports."),
    TOPOLOGY("PB022", "A topology file that is not there.", "Correct the path; it starts from this file's directory."),
    SAME_TOPOLOGY(
            "PB023",
            "Two topology files of one name: each would take the other's pseudowires for its own.",
            "Rename one of the topologies, or put them into one file."),
    NOTHING_CHOSEN(
            "PB024",
            "A pattern that chooses nothing, or a word in it that is the name of nothing.",
            "Correct the name; `--list-pseudowires` shows what is chosen."),
    NOBODY_THERE(
            "PB025",
            "A `pause` that waits for a person where nobody sits.",
            "Give `seconds` or `minutes`, or run it at a terminal.");

    private final String id;
    private final String meaning;
    private final String mend;

    PlaybookRule(String id, String meaning, String mend) {
        this.id = id;
        this.meaning = meaning;
        this.mend = mend;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String mend() {
        return mend;
    }
}
