package io.pairwire.inventory;

import io.pairwire.yaml.Rule;
import io.pairwire.yaml.Severity;

/** What an inventory may do wrong. An identifier, once released, keeps its meaning. */
enum InventoryRule implements Rule {
    WRONG_KIND(
            "IV001",
            "A list or a single value where a mapping is wanted.",
            "Write groups, `hosts`, `children` and `vars` as mappings: `NAME:` lines."),
    UNEXPECTED_KEY(
            "IV002",
            "A key of a group that is none of `hosts`, `children`, `vars`; as with Ansible, it is skipped.",
            "Put groups under `children`, hosts under `hosts`, variables under `vars`.",
            Severity.WARNING),
    HOST_NAME(
            "IV003",
            "A host name with characters it cannot have.",
            "Use letters, digits, `_`, `.` and `-`; give an IPv6 host a name, and its address as `ansible_host`."),
    RANGE(
            "IV004",
            "A host range that cannot be unfolded.",
            "Write `[1:3]`, `[01:10]`, `[a:c]` or `[1:9:2]`, with at most 65536 hosts in all."),
    TEMPLATE(
            "IV005",
            "A Jinja template in a variable that is needed. Templates are not evaluated.",
            "Write the value out."),
    BAD_VALUE("IV006", "A variable that is needed has a value it cannot have.", "See the hint."),
    LOOP("IV007", "A group is among its own children.", "Remove one of the `children` entries."),
    NO_HOSTS("IV008", "The inventory has no hosts.", "Add them under `all:`, `hosts:`.", Severity.WARNING),
    VAULT(
            "IV009",
            "A file or a needed variable that Ansible Vault has encrypted, and that cannot be opened.",
            "Give its password: `--vault-password-file`, `--vault-id` or `--ask-vault-pass`."),
    SAME_NAME("IV010", "A group and a host have one name.", "Rename one of them.", Severity.WARNING),
    PLUGIN(
            "IV011",
            "The file configures an inventory plugin; it lists no hosts.",
            "Give what `ansible-inventory -i FILE --list --yaml` prints."),
    MISSPELT(
            "IV012",
            "A variable that starts with `pairwire_` and does not exist.",
            "See the hint for the one you meant.",
            Severity.WARNING),
    SYNTAX(
            "IV013",
            "A line that is not what a section of an INI inventory has.",
            "Write `[GROUP]`, `[GROUP:children]` or `[GROUP:vars]`, hosts with `NAME=VALUE` behind them, or variables."),
    UNKNOWN_GROUP(
            "IV014",
            "A `:vars` or `:children` section of a group that no section makes.",
            "Add `[GROUP]`, with or without hosts, or correct the name."),
    TYPE("IV015", "A value that YAML takes for a number or a date, and that is none.", "Put it in quotes."),
    PROGRAM("IV016", "A program that may not be run.", "`chmod +x` it, or give what it prints."),
    LOCKED_SECRET(
            "IV017",
            "An encrypted password that cannot be opened: it counts as not given.",
            "Leave it where Ansible needs it and you do not; otherwise give the password of the vault.",
            Severity.WARNING);

    private final String id;
    private final String meaning;
    private final String mend;
    private final Severity severity;

    InventoryRule(String id, String meaning, String mend) {
        this(id, meaning, mend, Severity.ERROR);
    }

    InventoryRule(String id, String meaning, String mend, Severity severity) {
        this.id = id;
        this.meaning = meaning;
        this.mend = mend;
        this.severity = severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
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
