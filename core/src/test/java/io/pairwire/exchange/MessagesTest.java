package io.pairwire.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.model.Cookie;
import io.pairwire.plan.HostPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
    private interface Sending {
        void to(Messages messages) throws IOException;
    }

    private static byte[] sent(Sending sending) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sending.to(new Messages(new Frames(new ByteArrayInputStream(new byte[0]), out)));
        return out.toByteArray();
    }

    private static Messages reading(byte[] octets) {
        return new Messages(new Frames(new ByteArrayInputStream(octets), OutputStream.nullOutputStream()));
    }

    private static byte[] frame(String document) {
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + text.length];
        System.arraycopy("PWF1".getBytes(StandardCharsets.US_ASCII), 0, frame, 0, 4);
        frame[4] = (byte) (text.length >> 24);
        frame[5] = (byte) (text.length >> 16);
        frame[6] = (byte) (text.length >> 8);
        frame[7] = (byte) text.length;
        System.arraycopy(text, 0, frame, 8, text.length);
        return frame;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void everyRequestArrivesAsItWasSent() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Request request = new DocumentGenerator(seed).request();
            Messages messages = reading(sent(to -> to.send(request)));
            assertThat(messages.nextRequest()).as("seed " + seed).contains(request);
            assertThat(messages.nextRequest()).isEmpty();
        }
    }

    @Test
    void everyReplyArrivesAsItWasSent() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Reply reply = new DocumentGenerator(seed).reply();
            Messages messages = reading(sent(to -> to.send(reply)));
            assertThat(messages.nextReply()).as("seed " + seed).contains(reply);
            assertThat(messages.nextReply()).isEmpty();
        }
    }

    @Test
    void aManifestIsReadAsThePlanWithoutItsCookies() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            HostPlan plan = new DocumentGenerator(seed).plan();
            String manifest = Manifest.write(plan);
            assertThat(Manifest.read(manifest)).isEqualTo(Manifest.withoutCookies(plan));
            assertThat(manifest).endsWith("}\n");
        }
    }

    private static List<Cookie> cookiesOf(HostPlan plan) {
        List<Cookie> cookies = new ArrayList<>();
        plan.sessions().forEach(session -> {
            session.session().cookie().ifPresent(cookies::add);
            session.session().peerCookie().ifPresent(cookies::add);
        });
        return cookies;
    }

    @Test
    void cookiesStandInNothingButTheRequestToTheAgent() throws IOException {
        int cookies = 0;
        for (int seed = 0; seed < 300; seed++) {
            HostPlan plan = new DocumentGenerator(seed).plan();
            Request request = new Request.Observe(plan, Optional.empty());
            String shown = plan + " " + request + Manifest.write(plan) + JsonLines.hostPlan(plan)
                    + Manifest.withoutCookies(plan);
            String secret = new String(sent(to -> to.send(request)), StandardCharsets.UTF_8);
            for (Cookie cookie : cookiesOf(plan)) {
                assertThat(shown)
                        .doesNotContain(cookie.reveal())
                        .doesNotContain(Long.toUnsignedString(cookie.value()))
                        .doesNotContain(Long.toString(cookie.value()));
                assertThat(secret).contains(cookie.reveal());
                cookies++;
            }
        }
        assertThat(cookies).isPositive();
    }

    @Test
    void noComplaintQuotesWhatItReadThoughADocumentIsCutOrSpoiltAnywhere() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            HostPlan plan = new DocumentGenerator(seed).plan();
            String document = new String(
                            sent(to -> to.send(new Request.Observe(plan, Optional.empty()))), StandardCharsets.UTF_8)
                    .substring(8);
            Random random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                int at = random.nextInt(document.length());
                String spoilt = document.substring(0, at)
                        + "\"}x,".charAt(random.nextInt(4))
                        + document.substring(random.nextBoolean() ? at : at + 1);
                try {
                    reading(frame(spoilt)).nextRequest();
                } catch (ExchangeException e) {
                    for (Cookie cookie : cookiesOf(plan)) {
                        assertThat(String.valueOf(e)).doesNotContain(cookie.reveal());
                        assertThat(e.getCause()).isNull();
                    }
                }
            }
        }
    }

    @Test
    void aGreetingBeforeTheFirstFrameIsSkipped() throws IOException {
        byte[] frame = sent(to -> to.send(new Reply.Confirmed(Optional.empty())));
        for (String noise : List.of(
                "Welcome to Debian!\n", "P", "PW", "PWF", "PPWF", "PWPWF", "PWF0PWF", "\0\0\0\0", "PWFPPWFPWF")) {
            Messages messages = reading(joined(noise.getBytes(StandardCharsets.UTF_8), frame, frame));
            assertThat(messages.nextReply()).as(noise).contains(new Reply.Confirmed(Optional.empty()));
            assertThat(messages.nextReply()).as(noise).contains(new Reply.Confirmed(Optional.empty()));
            assertThat(messages.nextReply()).as(noise).isEmpty();
        }
    }

    @Test
    void aGreetingWithoutEndIsGivenUp() {
        assertThatThrownBy(() -> reading(new byte[Frames.MOST_NOISE + 10]).nextReply())
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("no frame in the first");
    }

    @Test
    void aStreamOfNothingButMagicLettersIsGivenUpToo() {
        byte[] letters = "P".repeat(Frames.MOST_NOISE + 10).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> reading(letters).nextReply()).isInstanceOf(ExchangeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "x", "P", "PWF0", "PWFPWF1", "Connection closed\r\n"})
    void whatStandsBetweenTwoFramesIsRefused(String junk) throws IOException {
        byte[] frame = sent(to -> to.send(new Reply.Confirmed(Optional.empty())));
        Messages messages = reading(joined(frame, junk.getBytes(StandardCharsets.UTF_8), frame));
        assertThat(messages.nextReply()).isPresent();
        assertThatThrownBy(messages::nextReply).isInstanceOf(ExchangeException.class);
    }

    @Test
    void aFrameThatIsCutAnywhereIsNoDocument() throws IOException {
        byte[] whole = sent(to -> to.send(new DocumentGenerator(7).reply()));
        assertThat(reading(new byte[0]).nextReply()).isEmpty();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(whole, 0, cut, 0, length);
            assertThatThrownBy(() -> reading(cut).nextReply())
                    .as("cut to " + length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Frames.MOST_OCTETS + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aFrameThatClaimsTooMuchIsRefusedUnread(int length) {
        byte[] header = {
            'P', 'W', 'F', '1', (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        };
        assertThatThrownBy(() -> reading(header).nextReply())
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining(Integer.toUnsignedString(length));
    }

    @Test
    void aFrameThatClaimsMuchAndHoldsLittleCostsLittle() {
        byte[] header = {'P', 'W', 'F', '1', 0x03, (byte) 0xff, (byte) 0xff, (byte) 0xff, '{'};
        assertThatThrownBy(() -> reading(header).nextReply()).isInstanceOf(EOFException.class);
    }

    @Test
    void anyOctetsGiveADocumentOrAComplaint() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            DocumentGenerator generator = new DocumentGenerator(seed % 60);
            byte[] octets = random.nextBoolean()
                    ? sent(to -> to.send(generator.request()))
                    : sent(to -> to.send(generator.reply()));
            mutate(octets, random);
            drain(octets, seed);
        }
    }

    private static void mutate(byte[] octets, Random random) {
        String structure = "{}[],:\"\\-0123456789eEtfn. \n";
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            int at = (random.nextInt(4) > 0 ? 8 : 0) + random.nextInt(octets.length - 8);
            octets[at] = (byte)
                    (random.nextBoolean() ? structure.charAt(random.nextInt(structure.length())) : random.nextInt(256));
        }
    }

    private static void drain(byte[] octets, int seed) {
        for (boolean requests : List.of(true, false)) {
            Messages messages = reading(octets);
            try {
                Optional<?> next = requests ? messages.nextRequest() : messages.nextReply();
                while (next.isPresent()) {
                    next = requests ? messages.nextRequest() : messages.nextReply();
                }
            } catch (ExchangeException | EOFException e) {
                assertThat(e).hasMessageNotContaining("PWF1");
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":\"nonsense\"}",
                "{\"type\":\"observe\"}",
                "{\"type\":\"observe\",\"plan\":[],\"exclusively\":true}",
                "{\"type\":\"apply\",\"held\":[null],\"observe_again\":true}",
                "{\"type\":\"apply\",\"held\":[\"/\"],\"observe_again\":true}",
                "{\"type\":\"apply\",\"held\":[],\"observe_again\":\"yes\"}",
                "{\"type\":\"confirm\"} {}",
                "{\"type\":\"confirm\"",
                "{\"type\":\"confirm\",\"n\":--1}"
            })
    void whatIsNoRequestIsRefused(String document) {
        assertThatThrownBy(() -> reading(frame(document)).nextRequest()).isInstanceOf(ExchangeException.class);
    }

    @Test
    void depthWithoutEndIsRefused() {
        for (String opening : List.of("[", "{\"a\":")) {
            assertThatThrownBy(() -> reading(frame("{\"type\":\"confirm\",\"x\":" + opening.repeat(200_000)))
                            .nextRequest())
                    .isInstanceOf(ExchangeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "4294967296", "1.5", "1e20", "\"42\"", "null", "true", "[42]"})
    void aNumberThatIsNoIdIsRefused(String number) {
        String plan = "{\"topology\":\"metro\",\"host\":\"h\",\"tunnels\":[{\"tunnel_id\":" + number
                + ",\"peer_tunnel_id\":45,\"encap\":\"ip\",\"local\":\"192.0.2.1\",\"remote\":\"192.0.2.2\"}],\"sessions\":[]}";
        assertThatThrownBy(() -> reading(frame("{\"type\":\"observe\",\"exclusively\":true,\"plan\":" + plan + "}"))
                        .nextRequest())
                .isInstanceOf(ExchangeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gre", "UDP", ""})
    void anEncapsulationThatThereIsNotIsRefused(String encapsulation) {
        String plan =
                "{\"topology\":\"metro\",\"host\":\"h\",\"tunnels\":[{\"tunnel_id\":42,\"peer_tunnel_id\":45,\"encap\":\""
                        + encapsulation
                        + "\",\"local\":\"192.0.2.1\",\"remote\":\"192.0.2.2\",\"udp_sport\":1,\"udp_dport\":2}],\"sessions\":[]}";
        assertThatThrownBy(() -> reading(frame("{\"type\":\"observe\",\"exclusively\":true,\"plan\":" + plan + "}"))
                        .nextRequest())
                .isInstanceOf(ExchangeException.class);
    }

    @Test
    void aManifestOfTheFirstVersionIsInTheHostsOwnNamespaceAndInNoBridge() throws ExchangeException {
        // As the first version wrote it.
        HostPlan plan =
                Manifest.read("{\"version\":1,\"topology\":\"metro\",\"host\":\"h\",\"tunnels\":[{\"tunnel_id\":42,"
                        + "\"peer_tunnel_id\":45,\"encap\":\"ip\",\"local\":\"192.0.2.1\",\"remote\":\"192.0.2.2\"}],\"sessions\":[{"
                        + "\"pseudowire\":\"seed\",\"end\":\"a\",\"peer_host\":\"g\",\"tunnel_id\":42,\"session_id\":1,"
                        + "\"peer_session_id\":2,\"interface\":\"seed\",\"mtu\":1446,\"addresses\":[]}]}");

        assertThat(plan.namedNamespaces()).isEmpty();
        assertThat(plan.within(Optional.empty())).isEqualTo(plan);
        assertThat(plan.sessions().get(0).link().bridge()).isEmpty();
        assertThat(plan.sessions().get(0).link().mac()).isEmpty();
    }

    @Test
    void aManifestOfAnotherVersionIsRefused() {
        for (int version : new int[] {0, 4}) {
            assertThatThrownBy(() -> Manifest.read("{\"version\":" + version + "}"))
                    .isInstanceOf(ExchangeException.class)
                    .hasMessage("a manifest of version " + version + "; this agent knows versions 1 to 3");
        }
        assertThatThrownBy(() -> Manifest.read("{}")).isInstanceOf(ExchangeException.class);
        assertThatThrownBy(() -> Manifest.read("")).isInstanceOf(ExchangeException.class);
    }
}
