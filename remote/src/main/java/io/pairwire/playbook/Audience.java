package io.pairwire.playbook;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import java.util.Collection;
import java.util.List;

/** Who is told how a book goes. */
public interface Audience {
    /** A play begins. */
    void begins(Scene scene);

    /** A play has no pseudowires, and is passed over: why. */
    void passedOver(Scene scene, String why);

    /**
     * A task begins over a batch.
     *
     * @param batch which of the play's, from 1
     */
    void begins(Scene scene, int batch, Task task);

    /** Pseudowires are not asked, for a condition does not hold of them. */
    void skipped(Scene scene, int batch, Task task, List<PseudowireName> pseudowires);

    /** A task, or the part of it that was done at once, has ended. */
    void ended(Scene scene, int batch, Task task, Outcome outcome);

    /**
     * The book ends here.
     *
     * @param left what the play has not come to
     */
    void stopped(Scene scene, String why, Collection<Pseudowire> left);

    /** All is done. */
    void recap(Tally tally);
}
