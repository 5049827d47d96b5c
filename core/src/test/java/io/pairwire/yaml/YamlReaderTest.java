package io.pairwire.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlReaderTest {
    private static final String SECRET = "deadbeefcafe1234";

    private record Read(Optional<YamlMapping> value, List<Problem> problems) {}

    private static Read read(String text, YamlDialect dialect) {
        SourceText source = SourceText.of("f.yml", text.getBytes(StandardCharsets.UTF_8));
        Problems problems = new Problems(source);
        return new Read(YamlReader.read(source, dialect, problems), problems.sorted());
    }

    @Test
    void aScalarStaysItsText() {
        YamlMapping file = read("a: 010\nb: no\nc: 12:34:56:10:11:12\nd: 1e3\n", YamlDialect.STRICT)
                .value()
                .orElseThrow();

        assertThat(file.entries().stream()
                        .map(entry -> entry.value().scalar().orElseThrow().text()))
                .containsExactly("010", "no", "12:34:56:10:11:12", "1e3");
    }

    @Test
    void aPlaceCountsCodePointsAndAnyLineBreak() {
        YamlMapping file = read("\ufeffa: x\r\nb: {\"\ud83d\ude00\": y}\r\n", YamlDialect.STRICT)
                .value()
                .orElseThrow();

        assertThat(file.entry("a").orElseThrow().value().at()).isEqualTo(new Position(1, 4));
        YamlMapping b = file.entry("b").orElseThrow().value().mapping().orElseThrow();
        assertThat(b.entries().iterator().next().value().at()).isEqualTo(new Position(2, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {cookie: deadbeefcafe1234, b: [}",
                "a: {b: [, cookie: 'deadbeefcafe1234'}",
                "cookie: deadbeefcafe1234\n  more: [",
                "cookie: [deadbeefcafe1234, deadbeefcafe1234\n",
                "cookie:\n  deadbeefcafe1234: [",
                "cookie: \"deadbeefcafe1234",
                "cookie: \"\ndeadbeefcafe1234",
                "cookie: |\n  deadbeefcafe1234\n  deadbeefcafe1234\n\t]",
                "a: {cookie:deadbeefcafe1234 ]",
                "a: {cookie deadbeefcafe1234 ]",
                "a: {cookie = deadbeefcafe1234 ]",
                "a: {cokie: deadbeefcafe1234 ]",
                "a: {peer_cookie: deadbeefcafe1234 ]",
                "cookie: @deadbeefcafe1234",
                "cookie: !vault deadbeefcafe1234 ]: [",
                "cookie: &x deadbeefcafe1234 ]: [",
                "cookie: *deadbeefcafe1234 : [",
                "ansible_password: deadbeefcafe1234: [",
                "\"cookie\" : deadbeefcafe1234 : [",
                "cookie: deadbeefcafe1234\ncookie: deadbeefcafe1234",
                "? cookie\n: deadbeefcafe1234 : [",
            })
    void noProblemShowsASecretOrItsLength(String text) {
        Read longer = read(text, YamlDialect.STRICT);

        assertThat(longer.problems()).isNotEmpty();
        assertThat(longer.problems().toString()).doesNotContain("dead", "beef", "cafe", "1234");
        assertThat(read(text.replace(SECRET, "deadbeef"), YamlDialect.STRICT).problems())
                .extracting(problem -> problem.excerpt().map(Excerpt::text))
                .isEqualTo(longer.problems().stream()
                        .map(problem -> problem.excerpt().map(Excerpt::text))
                        .toList());
    }

    @Test
    void whatStandsAfterASecretIsShownWithItsCaretInPlace() {
        Read read = read("a: {cookie: deadbeefcafe1234, b: 1, b: 2}\n", YamlDialect.STRICT);

        assertThat(read.problems().get(0).excerpt().orElseThrow())
                .hasToString("a: {cookie: ********, b: 1, b: 2}\n                            ^");
    }

    @Test
    void anInventoryMayUseAnchorsAliasesAndMergeKeys() {
        Read read = read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: *x\n", YamlDialect.ANSIBLE);

        YamlMapping y = read.value()
                .orElseThrow()
                .entry("y")
                .orElseThrow()
                .value()
                .mapping()
                .orElseThrow();
        assertThat(read.problems()).isEmpty();
        assertThat(y.entry("a").orElseThrow().value().scalar().orElseThrow().text())
                .isEqualTo("1");
        assertThat(y.entry("b").orElseThrow().value().scalar().orElseThrow().text())
                .isEqualTo("3");
    }

    @Test
    void aBillionLaughsEndInOneProblem() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, before)) + "]\n");
        }

        Read read = read(text.toString(), YamlDialect.ANSIBLE);

        assertThat(read.value()).isEmpty();
        assertThat(read.problems()).extracting(Problem::ruleId).containsExactly("YL013");
    }

    @Test
    void bracketsWithoutEndAreRefusedSoon() {
        Read read = read("a: " + "[".repeat(1_000_000), YamlDialect.ANSIBLE);

        assertThat(read.problems()).extracting(Problem::ruleId).containsExactly("YL012");
    }

    @Test
    void theNearestWordIsSuggested() {
        assertThat(Suggestion.nearest("tunel_id", List.of("tunnel", "tunnel_id")))
                .contains("tunnel_id");
        assertThat(Suggestion.nearest("lon-pra", List.of("lon-par"))).contains("lon-par");
        assertThat(Suggestion.nearest("gre", List.of("udp", "ip"))).isEmpty();
    }
}
