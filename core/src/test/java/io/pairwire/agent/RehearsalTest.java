package io.pairwire.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pairwire.exchange.Reply;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final PseudowireName REHEARSAL = new PseudowireName("rehearsal");

    @TempDir
    Path directory;

    @Test
    void aChangeIsRehearsedToItsEnd() throws IOException {
        List<Reply> replies = RehearsedChange.run(Rehearsal.plan(), directory);
        assertEquals(6, replies.size(), replies.toString());
        Reply.Observed observed = (Reply.Observed) replies.get(0);
        assertEquals(Verb.CREATE, observed.differences().get(0).verb());
        assertEquals(List.of(), observed.conflicts());
        assertEquals(new Reply.Prepared(Map.of()), replies.get(1));
        assertEquals(
                new Reply.Applied(List.of(), List.of(), 4),
                replies.get(2),
                "what the kernel echoes is not what it was told");
        assertEquals(new Reply.Listening(Map.of()), replies.get(3));
        assertEquals(Set.of(REHEARSAL), ((Reply.Probed) replies.get(4)).ends().keySet());
        assertTrue(((Reply.Confirmed) replies.get(5)).complaint().isEmpty());
    }

    @Test
    void theHostIsOnlyLookedAt() throws IOException {
        FakeKernel kernel = new FakeKernel();
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (Agent agent = InProcessAgent.idle(kernel, directory, "/bin/false")) {
            Rehearsal.play(agent, temporary);
        }
        assertEquals(List.of(), kernel.journal());
        Files.delete(temporary);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
