package io.pairwire.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of OpenSSH's configuration.
 *
 * @param place its file and line
 * @param keyword in lower case
 * @param words its arguments, quotes resolved
 * @param rest everything after the keyword, as it stands
 * @param included the lines of the files that it includes, each file by itself
 */
record ConfigLine(String place, String keyword, List<String> words, String rest, List<List<ConfigLine>> included) {
    private static final String USE = "Mend the line; ssh -G HOST reads the same files and should agree.";

    ConfigLine {
        words = List.copyOf(words);
        included = List.copyOf(included);
    }

    /** Takes a line apart; one without a keyword is empty. */
    static Optional<ConfigLine> parse(String place, String text) throws SshConfigException {
        String line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        int end = 0;
        while (end < line.length() && "= \t\f".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        String keyword = line.substring(0, end).replace("\"", "").toLowerCase(Locale.ROOT);
        int at = end;
        boolean equals = false;
        while (at < line.length() && (" \t\f".indexOf(line.charAt(at)) >= 0 || (line.charAt(at) == '=' && !equals))) {
            equals |= line.charAt(at) == '=';
            at++;
        }
        String rest = line.substring(at);
        boolean raw = ConfigKeywords.TAKING_THE_LINE.contains(keyword);
        return Optional.of(new ConfigLine(place, keyword, raw ? List.of(rest) : words(place, rest), rest, List.of()));
    }

    /** Splits as OpenSSH does: at white space, but not within quotes; a word that begins with # ends the line. */
    private static List<String> words(String place, String text) throws SshConfigException {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == text.length() || text.charAt(at) == '#') {
                return words;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                char following = at + 1 < text.length() ? text.charAt(at + 1) : 0;
                if (c == '\\'
                        && (following == '"'
                                || following == '\''
                                || following == '\\'
                                || (quote == 0 && following == ' '))) {
                    word.append(following);
                    at++;
                } else if (quote == 0 && " \t".indexOf(c) >= 0) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                throw new SshConfigException(place, "a quote is not closed", USE);
            }
            words.add(word.toString());
        }
    }

    ConfigLine including(List<List<ConfigLine>> files) {
        return new ConfigLine(place, keyword, words, rest, files);
    }

    /** Returns the one argument. */
    String word() throws SshConfigException {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw wrong(keyword + " has no value");
        }
        if (words.size() > 1) {
            throw wrong(keyword + " has more than one value");
        }
        return words.get(0);
    }

    SshConfigException wrong(String why) {
        return new SshConfigException(place, why, USE);
    }
}
