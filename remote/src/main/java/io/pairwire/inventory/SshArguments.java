package io.pairwire.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ansible_ssh_args}, {@code ansible_ssh_common_args} and {@code ansible_ssh_extra_args} ask of SSH, together. As with {@code ssh}, of
 * an option that stands twice the first counts.
 *
 * @param proxy {@code -J}, {@code -o ProxyJump=...} or {@code -o ProxyCommand=...}, whichever comes first; absent where it is {@code none}
 * @param options every other {@code -o NAME=VALUE} by its name in lower case, and so {@code -i} ({@code identityfile}), {@code -l}
 *     ({@code user}) and {@code -p} ({@code port}); whoever connects decides which of them it knows
 */
public record SshArguments(Optional<Proxy> proxy, Map<String, String> options) {
    /** Nothing was asked. */
    public static final SshArguments NONE = new SshArguments(Optional.empty(), Map.of());

    public SshArguments {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
