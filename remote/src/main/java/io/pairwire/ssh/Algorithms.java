package io.pairwire.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import java.util.Optional;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;

/**
 * The SSH algorithms we offer, best first: those of a current OpenSSH that the JDK has too.
 *
 * <p>No SHA-1, no CBC, no 3DES, no arcfour, no ssh-dss, no ssh-rsa signatures. sshj's own default would offer them, and
 * takes 76 ms to try them all.
 */
final class Algorithms {
    private Algorithms() {}

    /** Returns a configuration that any number of connections may share: it is only read. */
    static Config config() {
        EcdsaProvider.install();
        ConfigImpl config = new ConfigImpl() {};
        config.setLoggerFactory(LoggerFactory.DEFAULT);
        config.setVersion("Pairwire");
        config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        config.setKeyExchangeFactories(List.of(
                new Curve25519SHA256.Factory(),
                new Curve25519SHA256.FactoryLibSsh(),
                new ECDHNistP.Factory256(),
                new ECDHNistP.Factory384(),
                new ECDHNistP.Factory521(),
                DHGroups.Group16SHA512(),
                DHGroups.Group18SHA512(),
                DHGroups.Group14SHA256()));
        config.setKeyAlgorithms(keys());
        // Ours does that, with the names that we know the host by.
        config.setVerifyHostKeyCertificates(false);
        config.setCipherFactories(List.of(
                GcmCiphers.AES128GCM(),
                GcmCiphers.AES256GCM(),
                BlockCiphers.AES128CTR(),
                BlockCiphers.AES192CTR(),
                BlockCiphers.AES256CTR()));
        config.setMACFactories(
                List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
        config.setCompressionFactories(List.of(new NoneCompression.Factory()));
        config.setFileKeyProviderFactories(List.of());
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** Certificates first, as OpenSSH has it; what is recorded of a host goes before both. */
    private static List<Factory.Named<KeyAlgorithm>> keys() {
        return List.of(
                KeyAlgorithms.EdDSA25519CertV01(),
                KeyAlgorithms.ECDSASHANistp256CertV01(),
                KeyAlgorithms.ECDSASHANistp384CertV01(),
                KeyAlgorithms.ECDSASHANistp521CertV01(),
                new KeyAlgorithms.Factory(
                        "rsa-sha2-512-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA512(), KeyType.RSA_CERT),
                new KeyAlgorithms.Factory(
                        "rsa-sha2-256-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA256(), KeyType.RSA_CERT),
                KeyAlgorithms.EdDSA25519(),
                KeyAlgorithms.ECDSASHANistp256(),
                KeyAlgorithms.ECDSASHANistp384(),
                KeyAlgorithms.ECDSASHANistp521(),
                KeyAlgorithms.RSASHA512(),
                KeyAlgorithms.RSASHA256());
    }

    /** Returns the algorithms by which a host shows a certificate. */
    static List<String> ofCertificates() {
        return keys().stream()
                .map(Factory.Named::getName)
                .filter(name -> name.contains("-cert-"))
                .toList();
    }

    /** Returns what makes and checks signatures of a format, if it is one of ours. */
    static Optional<Signature> signature(String format) {
        return keys().stream()
                .filter(factory -> factory.getName().equals(format))
                .findFirst()
                .map(factory -> factory.create().newSignature());
    }
}
