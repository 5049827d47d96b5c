package io.pairwire.ssh;

import io.pairwire.ssh.KeyRing.Unusable;
import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * A login by public key (RFC 4252 section 7), or the question whether it would do. A key that is at hand signs at once, which saves a round
 * trip; the host has proved who it is by then. One that takes somebody's time is asked about first.
 */
final class PublicKeyLogin extends AbstractAuthMethod {
    private final Credential credential;
    private final boolean signs;
    private volatile boolean welcome;

    private PublicKeyLogin(Credential credential, boolean signs) {
        super("publickey");
        this.credential = credential;
        this.signs = signs;
    }

    /** Asks whether the host would take it; see {@link #isWelcome}. */
    static PublicKeyLogin question(Credential credential) {
        return new PublicKeyLogin(credential, false);
    }

    /** Logs in with it. */
    static PublicKeyLogin of(Credential credential) {
        return new PublicKeyLogin(credential, true);
    }

    /** Whether the host said that it would take it. */
    boolean isWelcome() {
        return welcome;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        SSHPacket request = super.buildReq()
                .putBoolean(signs)
                .putString(credential.algorithm())
                .putString(credential.shown().wire());
        if (signs) {
            byte[] data = new Buffer.PlainBuffer()
                    .putString(params.getTransport().getSessionID())
                    .putBuffer(request)
                    .getCompactData();
            try {
                request.putString(credential.sign(data));
            } catch (IOException | Unusable e) {
                throw new UserAuthException(credential.place() + " does not sign: " + e.getMessage(), e);
            }
        }
        return request;
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, net.schmizz.sshj.transport.TransportException {
        if (message == Message.USERAUTH_60 && !signs) {
            welcome = true;
            // sshj knows no other end of a method that neither logs in nor fails.
            throw new UserAuthException("the key is welcome");
        }
        super.handle(message, packet);
    }
}
