package io.pairwire.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long files, which are read in a thread of their own. */
@Timeout(60)
final class ReadAheadTest {
    private static final int ENTRIES = 20_000;

    /** Keeps what it takes, and by which thread. */
    private static class Taker implements YamlSections {
        final List<String> taken = new ArrayList<>();

        @Override
        public boolean isStreamed(YamlScalar key) {
            return key.text().equals("many");
        }

        @Override
        public void entryOf(YamlScalar section, YamlEntry entry) {
            taken.add(section.text() + "/" + entry.name() + " "
                    + Thread.currentThread().getName());
        }

        @Override
        public void section(YamlEntry entry) {
            taken.add(entry.name() + " " + Thread.currentThread().getName());
        }
    }

    private static String many(String end) {
        StringBuilder text = new StringBuilder("before: 1\nmany:\n");
        for (int i = 0; i < ENTRIES; i++) {
            text.append("  entry-").append(i).append(": [a, b]\n");
        }
        return text + end;
    }

    private static SourceText source(String text) {
        return SourceText.of("long.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everythingIsTakenInTheFilesOrderByTheThreadThatCalls() {
        SourceText source = source(many("after: 2\n"));
        Problems problems = new Problems(source);
        Taker taker = new Taker();
        assertThat(YamlReader.streamAhead(source, YamlDialect.STRICT, problems, taker))
                .isTrue();
        assertThat(problems.sorted()).isEmpty();
        String here = " " + Thread.currentThread().getName();
        List<String> expected = new ArrayList<>();
        expected.add("before" + here);
        for (int i = 0; i < ENTRIES; i++) {
            expected.add("many/entry-" + i + here);
        }
        expected.add("many" + here);
        expected.add("after" + here);
        assertThat(taker.taken).isEqualTo(expected);
    }

    @Test
    void whatIsWrongIsToldAsOfAFileThatIsReadAtOnce() {
        for (String end :
                List.of("  entry-7: [c, d]\nmore: [\n", "  entry-7: [c, d]\n  &a entry-8: 1\n", "---\nb: 1\n")) {
            SourceText source = source(many(end));
            Problems atOnce = new Problems(source);
            Problems ahead = new Problems(source);
            boolean whole = YamlReader.stream(source, YamlDialect.STRICT, atOnce, new Taker());
            assertThat(YamlReader.streamAhead(source, YamlDialect.STRICT, ahead, new Taker()))
                    .isEqualTo(whole);
            assertThat(ahead.sorted()).isEqualTo(atOnce.sorted()).isNotEmpty();
        }
    }

    @Test
    void whoeverCannotTakeWhatWasReadIsHeardAndNobodyWaits() {
        SourceText source = source(many(""));
        Taker failing = new Taker() {
            @Override
            public void entryOf(YamlScalar section, YamlEntry entry) {
                throw new IllegalStateException("no more");
            }
        };
        assertThatThrownBy(() -> YamlReader.streamAhead(source, YamlDialect.STRICT, new Problems(source), failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no more");
    }
}
