package io.pairwire.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.inventory.Value;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true; blue green red",
                "false; ``",
                "pseudowire.name == 'blue'; blue",
                "pseudowire.name != 'blue'; green red",
                "pseudowire.name in ['blue', 'red']; blue red",
                "pseudowire.name not in ['blue', 'red']; green",
                "not pseudowire.name == 'blue' and not pseudowire.name == 'red'; green",
                "pseudowire.name == 'blue' or pseudowire.name == 'red' and false; blue",
                "(pseudowire.name == 'blue' or pseudowire.name == 'red') and false; ``",
                "pseudowire.encap == 'ip'; green",
                "pseudowire.cookie == 'auto'; blue red",
                "pseudowire.cookie == 'none' and a.cookie == 'none'; green",
                "pseudowire.protect; green",
                "pseudowire.protect == true; green",
                "pseudowire.lns_mode; ``",
                "pseudowire.l2spec == 'default' and pseudowire.seq == 'none'; blue green red",
                "pseudowire.mtu < 1400; red",
                "pseudowire.mtu >= 1300 and pseudowire.reorder_timeout == 0; blue green red",
                "pseudowire.tunnel == 'blue'; blue",
                "`'canary' in pseudowire.tags`; blue",
                "pseudowire.tags == ['canary']; blue",
                "a.host == 'lon1'; blue green",
                "`'ams1' in [a.host, b.host]`; green red",
                "a.vars.site == 'london'; blue green",
                "b.vars.up is defined and b.vars.up; green red",
                "b.vars.up is not defined; blue",
                "b.vars.floor == 2; blue",
                "`'england' in a.groups`; blue green",
                "a.bridge is defined; red",
                "a.bridge == 'br0'; red",
                "a.udp_port is defined; blue red",
                "b.session_id > 0 and a.tunnel_id > 0; blue green red",
                "a.udp_port is defined and a.udp_port > 0; blue red",
                "a.local == '192.0.2.1'; blue green",
                "`'10.0.0.1/30' in a.address`; blue",
                "a.mac is not defined and a.netns is not defined; blue green red",
                "a.interface == 'blue'; blue",
                "stage == 'test'; blue green red",
                "number == 7 and number > 6; blue green red",
                "a.host in list; blue green",
                "yes_is; blue green red",
                "asked == 'yes' and asked; blue green red",
                "pseudowire.mtu > least; blue green",
            })
    void holdsOfThose(String condition, String meant) {
        Map<String, Value> extra = Map.of("asked", new Value.Text("yes"), "least", new Value.Text("1300"));
        assertThat(Bookshelf.when("\"" + condition + "\"", extra).meant())
                .isEqualTo(meant.isEmpty() ? Set.of() : Set.of(meant.split(" ")));
    }

    @Test
    void whatIsNotThereIsNeitherLessNorGreater() {
        assertThat(Bookshelf.when("a.udp_port > 0", Map.of()).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("of green, this is nothing, and no whole number"));
    }

    @Test
    void whatIsWrongHasItsPlaceWhateverTheQuotes() {
        for (String written :
                new String[] {"pseudowire.nam == 'x'", "\"pseudowire.nam == 'x'\"", "'pseudowire.nam == 3'"}) {
            int quote = written.startsWith("p") ? 0 : 1;
            assertThat(Bookshelf.when(written, Map.of()).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.column()).isEqualTo(13 + quote));
        }
    }

    @Test
    void theCommandLineCountsMoreThanThePlay() {
        assertThat(Bookshelf.when("stage == 'live'", Map.of("stage", new Value.Text("live")))
                        .meant())
                .hasSize(3);
    }

    @Test
    void nestingHasAnEnd() {
        assertThat(Bookshelf.when("(".repeat(10_000) + "true" + ")".repeat(10_000), Map.of())
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("nested deeper"));
    }
}
