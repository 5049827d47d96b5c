package io.pairwire.ssh;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What stands for {@code %h} and its like, {@code ~} and <code>${NAME}</code> in OpenSSH's configuration (ssh_config(5), TOKENS).
 *
 * @param home the user's home directory
 * @param environment what variables are
 */
record Tokens(Map<Character, String> values, String home, UnaryOperator<String> environment) {
    /** Thrown where a text names what there is none of. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    /** Returns a file's name with everything put in. */
    String file(String text) throws Unknown {
        String expanded = text;
        if (text.equals("~") || text.startsWith("~/")) {
            expanded = home + text.substring(1);
        } else if (text.startsWith("~")) {
            throw new Unknown("'" + text + "' names another user's home directory");
        }
        return percent(variables(expanded));
    }

    /** Returns a text with its tokens put in. */
    String percent(String text) throws Unknown {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '%') {
                out.append(c);
                continue;
            }
            if (i == text.length()) {
                throw new Unknown("'" + text + "' ends with %");
            }
            char token = text.charAt(i++);
            String value = token == '%' ? "%" : values.get(token);
            if (value == null) {
                throw new Unknown("'" + text + "' has a token that is not known here: %" + token);
            }
            out.append(value);
        }
        return out.toString();
    }

    private String variables(String text) throws Unknown {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new Unknown("'" + text + "' has ${ without }");
            }
            Optional<String> value = Optional.ofNullable(environment.apply(text.substring(start + 2, end)));
            out.append(text, at, start)
                    .append(value.orElseThrow(() -> new Unknown("'" + text + "' names a variable that is not set")));
            at = end + 1;
        }
        return out.append(text.substring(at)).toString();
    }
}
