package io.pairwire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PageTest {
    @Test
    void blocksHaveTheirPlaceTheirLanguageAndWhatTheyHold() {
        Page page = Page.of("a.md", """
                # Title with `some code`

                ```sh machine
                one
                ```
                - a list

                  ```
                  two
                    three
                  ```
                the `command
                goes on`, ``not this``
                """);
        assertThat(page.blocks())
                .containsExactly(
                        new Block("a.md", 3, "sh machine", "one\n"), new Block("a.md", 8, "", "two\n  three\n"));
        assertThat(page.blocks().get(0).language()).isEqualTo("sh");
        assertThat(page.spans()).containsExactly("some code", "command goes on");
        assertThat(page.indented()).isEmpty();
    }

    @Test
    void codeWithoutFencesIsTold() {
        assertThat(Page.of("a.md", "text\n\n    code\n    more\n").indented()).containsExactly("a.md:3");
    }

    @Test
    void aFenceThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> Page.of("a.md", "x\n```sh\none\n")).hasMessage("a.md:2: a fence that is not closed");
    }
}
