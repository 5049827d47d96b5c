package io.pairwire.yaml;

/** What any file in YAML may do wrong, whatever it is about. */
public enum YamlRule implements Rule {
    SYNTAX(
            "YL001",
            "The file is not YAML from here on; nothing behind it was read.",
            "See the hint; most often a bracket, a quote, a colon or an indentation."),
    TAB("YL002", "A tab where YAML wants blanks.", "Indent with blanks."),
    CHARACTER(
            "YL003",
            "An octet that is not UTF-8, or a control character.",
            "Save the file as UTF-8; remove the character."),
    EMPTY("YL004", "The file says nothing.", "See the examples in inventory-examples/."),
    NOT_A_MAPPING("YL005", "The file's top level is not `key: value`.", "Start with keys, at the left edge."),
    DOCUMENTS("YL006", "More than one YAML document in a file.", "Give each a file of its own."),
    DUPLICATE_KEY("YL007", "A key stands twice in one mapping.", "Keep one of them, or rename one."),
    KEY(
            "YL008",
            "A key that is a list, a mapping or nothing.",
            "Write a plain word; quote it when it starts with a bracket."),
    ANCHOR("YL009", "An anchor, alias or merge key.", "Use `profiles` and `defaults`; write short values out."),
    TAG("YL010", "A YAML tag.", "Leave it out; quote the value if it must start with `!`."),
    NESTING(
            "YL012",
            "Brackets or indentation nested deeper than anything that makes sense.",
            "Look for brackets that are never closed."),
    ALIAS(
            "YL013",
            "An alias of an anchor that is not above it, or aliases that unfold without end.",
            "Anchor first, then alias; nest fewer aliases."),
    SIZE("YL014", "The file is larger than 256 MiB.", "Split it."),
    REPEATED_KEY(
            "YL015",
            "A key stands twice in one mapping of an inventory; as with Ansible, the last counts.",
            "Keep one of them."),
    JSON("YL016", "What must be JSON is not.", "See the hint; what a program prints is checked by that program.");

    private final String id;
    private final String meaning;
    private final String mend;

    YamlRule(String id, String meaning, String mend) {
        this.id = id;
        this.meaning = meaning;
        this.mend = mend;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return this == REPEATED_KEY ? Severity.WARNING : Severity.ERROR;
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
