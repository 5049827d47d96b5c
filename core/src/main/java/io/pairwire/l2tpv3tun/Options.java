package io.pairwire.l2tpv3tun;

import java.util.List;
import java.util.Optional;

/** What stands before a command, and the command's words. */
record Options(boolean json, Optional<String> batch, boolean force, List<String> words) {
    static Options of(List<String> arguments) throws UtilityException {
        boolean json = false;
        boolean force = false;
        Optional<String> batch = Optional.empty();
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            String option = arguments.get(at++);
            switch (option) {
                case "-j", "-json", "--json" -> json = true;
                case "-force", "--force" -> force = true;
                case "-h", "-help", "--help" -> {
                    return new Options(false, Optional.empty(), false, List.of("help"));
                }
                case "-b", "-batch", "--batch" -> {
                    if (at == arguments.size()) {
                        throw UtilityException.usage("'" + option + "' needs a file behind it", "- is standard input");
                    }
                    batch = Optional.of(arguments.get(at++));
                }
                default -> throw UtilityException.usage("no option " + Words.shown(option), "see 'l2tpv3tun help'");
            }
        }
        List<String> words = List.copyOf(arguments.subList(at, arguments.size()));
        if (batch.isPresent() && !words.isEmpty()) {
            throw UtilityException.usage(
                    "a batch takes no command besides", "put the command into the file, or leave '--batch' out");
        }
        return new Options(json, batch, force, words);
    }
}
