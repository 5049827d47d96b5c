package io.pairwire.l2tpv3tun;

import io.pairwire.exchange.JsonLines;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.Patience;
import io.pairwire.link.Links;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The utility over a fake kernel: what it is told, and what it says. */
final class Utility {
    final FakeKernel kernel = new FakeKernel();
    final List<String> loaded = new ArrayList<>();
    private String typed = "";
    private int looks;
    private Optional<Runnable> meanwhile = Optional.empty();

    /** What a run exited with and said. */
    record Result(int status, String out, String err) {}

    /** What its standard input holds from now on. */
    Utility typing(String text) {
        typed = text;
        return this;
    }

    /** How often a monitor looks for events. */
    Utility looking(int times) {
        looks = times;
        return this;
    }

    /** What happens after a monitor has joined and before it looks first. */
    Utility meanwhile(Runnable what) {
        meanwhile = Optional.of(what);
        return this;
    }

    private boolean isLooking() {
        Optional<Runnable> now = meanwhile;
        meanwhile = Optional.empty();
        now.ifPresent(Runnable::run);
        return looks-- > 0;
    }

    /** Runs a line of words that blanks separate. */
    Result run(String line) {
        return run(line.isEmpty() ? List.of() : List.of(line.strip().split("\\s+", -1)));
    }

    Result run(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        Streams streams = new Streams(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = new L2tpv3tun(
                        new OverFake(),
                        streams,
                        JsonLines::text,
                        new Patience(new QuickClock(), Duration.ofSeconds(60)),
                        this::isLooking)
                .run(words);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The fake kernel as the utility wants one. */
    private final class OverFake implements LocalKernel {
        private final Connection generic = Connection.over(kernel.open(Protocol.GENERIC), Duration.ofMillis(1));
        private final Connection route = Connection.over(kernel.open(Protocol.ROUTE), Duration.ofMillis(1));

        @Override
        public L2tp l2tp() throws NetlinkException, UtilityException {
            return L2tp.open(generic).orElseThrow(() -> UtilityException.unfit("no L2TP", "load it"));
        }

        @Override
        public Links links() {
            return new Links(route);
        }

        @Override
        public void execute(Request order) throws NetlinkException {
            generic.execute(order);
        }

        @Override
        public void load(List<String> modules) {
            loaded.addAll(modules);
        }
    }

    /** A clock by which every pause is over at once. */
    private static final class QuickClock implements Patience.Clock {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(Duration pause) {
            now += pause.toNanos();
        }
    }
}
