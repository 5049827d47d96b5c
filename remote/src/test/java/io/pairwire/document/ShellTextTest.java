package io.pairwire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ShellTextTest {
    @Test
    void aCommandIsALineWithThoseThatItGoesOnIn() {
        assertThat(ShellText.commands("""
                # a remark
                one two \\
                    three   # why

                cat > file << 'END'
                # no remark
                END
                four
                """))
                .containsExactly("one two three   # why", "cat > file << 'END'\n# no remark\nEND", "four");
    }

    @Test
    void whatDoesNotEndIsRefused() {
        assertThatThrownBy(() -> ShellText.commands("cat << 'END'\nx\n")).hasMessageContaining("no END");
        assertThatThrownBy(() -> ShellText.words("say 'x")).hasMessageContaining("quote");
    }

    @Test
    void wordsEndWhereTheShellTakesOver() {
        assertThat(ShellText.words("plan -l 'a:!b' --x=\"1 2\" a#b   # why"))
                .containsExactly("plan", "-l", "a:!b", "--x=1 2", "a#b");
        assertThat(ShellText.words("l2tpv3tun -b - < session.txt")).containsExactly("l2tpv3tun", "-b", "-");
        assertThat(ShellText.words("drift || echo no")).containsExactly("drift");
        assertThat(ShellText.words("cat > x << 'END'\nmore\nEND")).containsExactly("cat");
    }
}
