package io.pairwire.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes a command line's options for what {@code ssh} takes them for. */
final class SshWords {
    private static final String NONE = "none";
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw";

    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> passedOver = new ArrayList<>();
    private Optional<Proxy> proxy = Optional.empty();
    private boolean proxyIsSettled;

    /** Signals a word that cannot be. */
    static final class BadWordException extends Exception {
        private static final long serialVersionUID = 1;

        BadWordException(String message) {
            super(message);
        }
    }

    /** Reads the words of one variable; those of several are read one after the other. */
    void read(List<String> words) throws BadWordException {
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at++);
            if (word.length() < 2 || word.charAt(0) != '-' || word.equals("--")) {
                throw new BadWordException(word + " is no option of ssh");
            }
            char letter = word.charAt(1);
            if (WITH_VALUE.indexOf(letter) < 0) {
                passedOver.add(word);
                continue;
            }
            if (word.length() == 2 && at == words.size()) {
                throw new BadWordException(word + " wants a value");
            }
            String value = word.length() > 2 ? word.substring(2) : words.get(at++);
            switch (letter) {
                case 'o' -> option(value.strip());
                case 'i' -> set("identityfile", value);
                case 'l' -> set("user", value);
                case 'p' -> set("port", value);
                case 'J' -> set("proxyjump", value);
                default -> passedOver.add("-" + letter);
            }
        }
    }

    SshArguments arguments() {
        return new SshArguments(proxy, options);
    }

    /** Returns what means nothing here, such as {@code -C}. */
    List<String> passedOver() {
        return passedOver;
    }

    private void option(String text) throws BadWordException {
        int end = 0;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        String value = text.substring(end).strip();
        value = value.startsWith("=") ? value.substring(1).strip() : value;
        if (end == 0 || value.isEmpty()) {
            throw new BadWordException("-o wants NAME=VALUE");
        }
        set(text.substring(0, end).toLowerCase(Locale.ROOT), value);
    }

    private void set(String name, String value) throws BadWordException {
        switch (name) {
            case "proxyjump" -> {
                Optional<List<JumpHost>> hosts =
                        value.equalsIgnoreCase(NONE) ? Optional.of(List.of()) : JumpHost.list(value);
                if (hosts.isEmpty()) {
                    throw new BadWordException("ProxyJump is a list of [user@]host[:port] with commas");
                }
                settle(hosts.filter(some -> !some.isEmpty()).map(Proxy.Jump::new));
            }
            case "proxycommand" ->
                settle(value.equalsIgnoreCase(NONE) ? Optional.empty() : Optional.of(new Proxy.Command(value)));
            default -> options.putIfAbsent(name, unquoted(value));
        }
    }

    private void settle(Optional<? extends Proxy> found) {
        if (!proxyIsSettled) {
            proxy = found.map(Proxy.class::cast);
            proxyIsSettled = true;
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
