package io.pairwire.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ansible's keywords and modules that have no place here: for each the reason, and the way out. */
record AnsibleOnly(String reason, String wayOut) {
    private static final String LEAVE_TO_ANSIBLE =
            "leave it to Ansible, which can call pairwire between its own tasks (playbooks/from-ansible)";

    private static final Map<String, AnsibleOnly> PLAY = new LinkedHashMap<>();
    private static final Map<String, AnsibleOnly> TASK = new LinkedHashMap<>();

    static {
        PLAY.put("roles", of("there are no roles: the verbs are a closed set", "share plays by 'import_playbook'"));
        PLAY.put(
                "handlers",
                of(
                        "nothing is notified: a pseudowire is wholly as planned when its task ends",
                        "write a task of its own"));
        play(
                "pre_tasks post_tasks",
                "tasks have one order: that of the file",
                "write them under 'tasks', in their order");
        play(
                "gather_facts gather_subset gather_timeout fact_path",
                "no facts are gathered: a play asks its hosts what it needs itself",
                "leave it out; 'assert' asks of kernel, Java and module");
        play("vars_files", "variables are few, and serve 'when' alone", "give them by '-e @FILE', or in 'vars'");
        play(
                "vars_prompt",
                "nothing is asked before a run",
                "give it by '-e NAME=VALUE'; 'pause' asks a person to go on");
        play(
                "strategy",
                "both ends of a pseudowire change together, which no strategy may part",
                "leave it out; see 'serial' and 'throttle'");
        play("force_handlers", "there are no handlers", "leave it out");
        play("module_defaults collections", "there are no modules", "leave it out");
        both(
                "connection remote_user port",
                "how hosts are reached is the inventory's, ssh_config's and the command line's to say",
                "write ansible_user, ansible_port and the like in the inventory");
        both(
                "become_method become_flags become_exe",
                "only sudo is to be had, and how is the inventory's to say",
                "write ansible_become_exe in the inventory");
        both("environment", "an agent runs with an environment of its own", "leave it out");
        both(
                "ignore_errors ignore_unreachable",
                "what failed at one end was taken back at both, and goes no further in the run",
                "leave it out; 'max_fail_percentage' says how many may fail");
        both("no_log", "no cookie, key or password is ever shown", "leave it out");
        both(
                "run_once",
                "a task is about pseudowires, each with two hosts",
                "choose one by 'pseudowires', or by 'when'");
        both("debugger", "nothing stops in between", "see '--check --diff', and 'pause'");
        both("diff", "what differs is shown where the command is asked to", "give '--diff'");
        both("timeout", "each verb has its own time", "see 'confirm_timeout', and 'timeout' of 'verify'");
        PLAY.put("validate_argspec", of("there are no roles", "leave it out"));

        task(
                "register",
                "a task's result is kept by no name",
                "read it from '--json', of which 'pseudowire_result' tells each");
        task(
                "loop loop_control with_items with_list with_dict with_sequence with_nested with_together with_fileglob with_first_found with_subelements with_lines with_indexed_items with_random_choice with_flattened with_inventory_hostnames",
                "a task is about all of the play's pseudowires at once",
                "choose them by 'pseudowires', 'hosts' or 'when'");
        task(
                "until retries delay",
                "nothing is tried again: the run says what failed, and a second run goes on",
                "run it again; see '--lock-timeout' for hosts that are at work");
        task("notify listen", "there are no handlers", "write a task of its own");
        task(
                "delegate_to delegate_facts local_action",
                "a task is done at both ends of its pseudowires and nowhere else",
                LEAVE_TO_ANSIBLE);
        task("changed_when failed_when", "what changed is counted, and what failed was taken back", "leave it out");
        task("async poll", "a change is watched over to its end, or hosts go back by themselves", "leave it out");
        task(
                "block rescue always",
                "what fails is taken back at both ends without being told to",
                "write the tasks one by one, each with its own 'when' and 'tags'");
        task(
                "include_tasks import_tasks include_role import_role include_vars include",
                "tasks stand in their play",
                "share whole plays by 'import_playbook'");
        task(
                "set_fact",
                "variables are set before the run, and serve 'when' alone",
                "write them in 'vars', or give '-e NAME=VALUE'");
        task("args", "a verb's values stand below it", "write them there, indented");
        task("action", "a verb is a keyword itself", "write 'verify:', 'pseudowire:' and so on");
        task("shell command raw script expect", "nothing is run on hosts but the agent", LEAVE_TO_ANSIBLE);
        task(
                "template copy file lineinfile blockinfile fetch get_url unarchive synchronize replace stat slurp",
                "no files are put on hosts",
                LEAVE_TO_ANSIBLE);
        task(
                "apt yum dnf package service systemd systemd_service user group cron mount sysctl modprobe reboot pip git uri hostname",
                "hosts are not otherwise set up",
                LEAVE_TO_ANSIBLE);
        task("debug", "nothing is printed but what was done", "see '-v', '--diff' and '--json'");
        task("fail", "what must hold is said as a condition", "use 'assert', or 'verify'");
        task("meta", "a play ends when its tasks do", "leave it out");
        task(
                "wait_for wait_for_connection",
                "a host is waited for no longer than '--connect-timeout' says",
                "use 'assert: {reachable: true}', or 'pause'");
        task("setup gather_facts ping", "no facts are gathered", "use 'assert: {reachable: true}'");
    }

    private static AnsibleOnly of(String reason, String wayOut) {
        return new AnsibleOnly(reason, wayOut);
    }

    private static void play(String words, String reason, String wayOut) {
        List.of(words.split(" ", -1)).forEach(word -> PLAY.put(word, of(reason, wayOut)));
    }

    private static void task(String words, String reason, String wayOut) {
        List.of(words.split(" ", -1)).forEach(word -> TASK.put(word, of(reason, wayOut)));
    }

    private static void both(String words, String reason, String wayOut) {
        play(words, reason, wayOut);
        task(words, reason, wayOut);
    }

    /** Returns why a play cannot have a key; empty where the key is not Ansible's. */
    static Optional<AnsibleOnly> atPlay(String key) {
        return Optional.ofNullable(PLAY.get(key));
    }

    /** Returns why a task cannot have a key; empty where the key is not Ansible's. Whatever has a dot is a module. */
    static Optional<AnsibleOnly> atTask(String key) {
        int dot = key.lastIndexOf('.');
        AnsibleOnly known = TASK.get(key.substring(dot + 1));
        if (known == null && dot > 0) {
            return Optional.of(of("there are no modules: the verbs are a closed set", LEAVE_TO_ANSIBLE));
        }
        return Optional.ofNullable(known);
    }

    /** Returns all keys of Ansible's that are known to have no place in a play. */
    static List<String> playKeys() {
        return List.copyOf(PLAY.keySet());
    }

    /** Returns all keys of Ansible's that are known to have no place in a task. */
    static List<String> taskKeys() {
        return List.copyOf(TASK.keySet());
    }
}
