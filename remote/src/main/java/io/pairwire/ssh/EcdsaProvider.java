package io.pairwire.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import net.schmizz.sshj.common.SecurityUtils;

/**
 * Gives sshj the key factory it asks for as {@code ECDSA}, a name that only BouncyCastle knows; the JDK calls it
 * {@code EC}.
 */
final class EcdsaProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "PairwireEcdsa";

    private EcdsaProvider() {
        super(NAME, "1", "KeyFactory.ECDSA by the JDK's EC");
        put("KeyFactory.ECDSA", Factory.class.getName());
    }

    /** Tells sshj to do without BouncyCastle, and adds this provider to the JDK's; once a process is enough. */
    static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            SecurityUtils.setRegisterBouncyCastle(false);
            Security.addProvider(new EcdsaProvider());
        }
    }

    /** The delegate; public because the JDK's security framework makes it by reflection. */
    public static final class Factory extends KeyFactorySpi {
        private final KeyFactory delegate;

        public Factory() throws NoSuchAlgorithmException {
            delegate = KeyFactory.getInstance("EC");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return delegate.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return delegate.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> kind) throws InvalidKeySpecException {
            return delegate.getKeySpec(key, kind);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return delegate.translateKey(key);
        }
    }
}
