package io.pairwire.inventory;

import io.pairwire.secret.Secret;
import java.util.Optional;

/**
 * Becoming another user once logged in: {@code ansible_become} is true.
 *
 * @param method {@code ansible_become_method}, such as {@code sudo}, {@code doas} or {@code su}; {@code sudo} where nobody says
 * @param user {@code ansible_become_user}; {@code root} where nobody says
 * @param executable {@code ansible_become_exe}: the program, if it is another than the method's name
 * @param flags {@code ansible_become_flags}, in one text; absent where nobody says, which is not the same as none
 * @param password {@code ansible_become_password}, or {@code ansible_become_pass}
 */
public record Become(
        String method, String user, Optional<String> executable, Optional<String> flags, Optional<Secret> password) {
    /** What {@code ansible_become_method} is where nobody says. */
    public static final String DEFAULT_METHOD = "sudo";

    /** What {@code ansible_become_user} is where nobody says. */
    public static final String DEFAULT_USER = "root";

    public Become {
        if (method.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a method and a user to become are not blank");
        }
    }
}
