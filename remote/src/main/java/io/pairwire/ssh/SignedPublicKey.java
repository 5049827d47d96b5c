package io.pairwire.ssh;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.KeyedAuthMethod;

/**
 * Public key login in one round trip: signs at once, without asking first whether the key would do (RFC 4252 section 7
 * allows both). The host has proved who it is by then.
 */
final class SignedPublicKey extends KeyedAuthMethod {
    SignedPublicKey(KeyProvider key) {
        super("publickey", key);
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return putSig(putPubKey(super.buildReq().putBoolean(true)));
    }
}
