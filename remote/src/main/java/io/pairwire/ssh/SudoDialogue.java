package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Our side of sudo's question for a password, which it asks on standard error in words that we gave it. It is answered once: asked again, the
 * password was wrong, and hearing no more sudo ends.
 */
final class SudoDialogue implements StderrTail.Listener {
    private final String marker;
    private final Supplier<Optional<Secret>> password;
    private final OutputStream out;
    private int asked;
    private volatile Optional<String> trouble = Optional.empty();

    SudoDialogue(String marker, Supplier<Optional<Secret>> password, OutputStream out) {
        this.marker = marker;
        this.password = password;
        this.out = out;
    }

    /** Returns what went wrong, if anything did. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public String marker() {
        return marker;
    }

    @Override
    public void heard() throws IOException {
        asked++;
        Optional<Secret> answer = asked == 1 ? password.get() : Optional.empty();
        if (answer.isPresent()) {
            out.write(answer.get().line());
            out.flush();
        } else {
            trouble = Optional.of(
                    asked == 1
                            ? "sudo wants a password, and there is no terminal to ask for it"
                            : "sudo does not take the password");
            out.close();
        }
    }
}
