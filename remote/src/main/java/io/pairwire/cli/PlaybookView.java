package io.pairwire.cli;

import io.pairwire.playbook.Audience;
import io.pairwire.playbook.Scene;
import io.pairwire.transaction.Prune;
import java.util.List;

/** How a book and the playing of it are shown. */
interface PlaybookView extends Audience {
    /** Shows that a book is sound. */
    void sound(String file, Books books);

    /** Shows what a book would do, and with what. */
    void listed(List<Scene> scenes, boolean tasks, boolean pseudowires);

    /** Shows that more would go than goes without being allowed; whether nothing was changed for it, or this is but a warning. */
    void tooMuchGoes(Prune prune, boolean refused);

    /** Returns what to do about it. */
    static String adviceAbout(Prune prune) {
        return "if that is meant, write 'prune: " + prune.going().size()
                + "'; if not, look whether the topology file is whole and the right one";
    }

    /** Says with what the command ends, where that is the last to be said. */
    void ends(ExitCode code);
}
