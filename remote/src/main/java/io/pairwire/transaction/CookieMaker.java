package io.pairwire.transaction;

import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the cookies that topologies leave to be made, the same for both ends. */
final class CookieMaker {
    private final Supplier<? extends Random> numbers;
    private @Nullable Random random;

    /** Makes them of these numbers, which nobody must be able to guess; asks for none where there is none to make. */
    CookieMaker(Supplier<? extends Random> numbers) {
        this.numbers = numbers;
    }

    /** Returns new cookies for pseudowires as far as theirs are made. */
    Map<PseudowireName, EndCookies> make(Collection<HostPlan> plans, Set<PseudowireName> pseudowires) {
        Map<PseudowireName, EndCookies> made = new HashMap<>();
        for (HostPlan plan : plans) {
            for (PlannedSession session : plan.sessions()) {
                // Each end tells of both.
                if (session.side() == Side.A && session.made().any() && pseudowires.contains(session.pseudowire())) {
                    made.put(
                            session.pseudowire(),
                            new EndCookies(
                                    cookie(session.made().demanded()),
                                    cookie(session.made().sent())));
                }
            }
        }
        return made;
    }

    private Optional<Cookie> cookie(int octets) {
        return switch (octets) {
            case 4 -> Optional.of(new Cookie(random().nextInt() & 0xffff_ffffL, 4));
            case 8 -> Optional.of(new Cookie(random().nextLong(), 8));
            default -> Optional.empty();
        };
    }

    private Random random() {
        Random known = random;
        if (known == null) {
            known = numbers.get();
            random = known;
        }
        return known;
    }
}
