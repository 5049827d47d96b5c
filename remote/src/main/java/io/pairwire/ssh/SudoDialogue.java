package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Our side of sudo's question for a password, which it asks on standard error in words that we gave it. It is answered once: asked again, the
 * password was wrong, and hearing no more sudo ends. Where it asks in other words, as PAM may have it do, it is not waited for.
 */
final class SudoDialogue implements StderrTail.Listener {
    static final String OTHER_WORDS = "sudo asks in words of its own";

    private final String marker;
    private final Supplier<Optional<Secret>> password;
    private final OutputStream out;
    private final Patience patience;
    private int asked;
    private boolean becoming;
    private boolean lineIsOpen;
    private volatile Optional<String> trouble = Optional.empty();

    /** How long what runs there may take to go on. */
    interface Patience {
        /** As long as usual. */
        void usual();

        /** Not long, since nobody will answer. */
        void brief();
    }

    SudoDialogue(String marker, Supplier<Optional<Secret>> password, OutputStream out, Patience patience) {
        this.patience = patience;
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

    /** The bootstrap has left it to sudo to go on. */
    synchronized void begins() {
        becoming = true;
        look();
    }

    /** Sudo has let it go on. */
    synchronized void ends() {
        becoming = false;
        patience.usual();
    }

    @Override
    public synchronized void said(boolean endsLine) {
        lineIsOpen = !endsLine;
        look();
    }

    private void look() {
        if (becoming && lineIsOpen) {
            patience.brief();
        } else if (becoming) {
            patience.usual();
        }
    }

    @Override
    public void heard() throws IOException {
        synchronized (this) {
            lineIsOpen = false;
            look();
        }
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
