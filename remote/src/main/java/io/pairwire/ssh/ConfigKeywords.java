package io.pairwire.ssh;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The keywords of OpenSSH's configuration (ssh_config(5)), in lower case. */
final class ConfigKeywords {
    /** Those whose value is the line's whole rest. */
    static final Set<String> TAKING_THE_LINE =
            Set.of("proxycommand", "localcommand", "remotecommand", "knownhostscommand");

    /** What cannot be left out of account, for it says whom to trust or whom to speak to. */
    static final Set<String> NOT_TO_BE_HAD = Set.of("revokedhostkeys", "knownhostscommand");

    private static final Set<String> ALL = words("""
            host match include hostname port user identityfile identitiesonly identityagent certificatefile proxyjump
            proxycommand userknownhostsfile globalknownhostsfile hostkeyalias stricthostkeychecking connecttimeout
            serveraliveinterval serveralivecountmax hashknownhosts ignoreunknown
            addkeystoagent addressfamily batchmode bindaddress bindinterface canonicaldomains
            canonicalizefallbacklocal canonicalizehostname canonicalizemaxdots canonicalizepermittedcnames
            casignaturealgorithms channeltimeout checkhostip ciphers clearallforwardings compression
            connectionattempts controlmaster controlpath controlpersist dynamicforward enableescapecommandline
            enablesshkeysign escapechar exitonforwardfailure fingerprinthash forkafterauthentication forwardagent
            forwardx11 forwardx11timeout forwardx11trusted gatewayports gssapiauthentication gssapiclientidentity
            gssapidelegatecredentials gssapikexalgorithms gssapikeyexchange gssapirenewalforcesrekey
            gssapiserveridentity gssapitrustdns hostbasedacceptedalgorithms hostbasedauthentication
            hostbasedkeytypes hostkeyalgorithms ipqos kbdinteractiveauthentication kbdinteractivedevices
            kexalgorithms knownhostscommand localcommand localforward loglevel logverbose macs
            nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming passwordauthentication
            permitlocalcommand permitremoteopen pkcs11provider preferredauthentications proxyusefdpass
            pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthentication refuseconnection rekeylimit
            remotecommand remoteforward requesttty requiredrsasize revokedhostkeys securitykeyprovider sendenv
            sessiontype setenv smartcarddevice stdinnull streamlocalbindmask streamlocalbindunlink syslogfacility
            tag tcpkeepalive tunnel tunneldevice updatehostkeys verifyhostkeydns versionaddendum visualhostkey
            warnweakcrypto xauthlocation keepalive challengeresponseauthentication skeyauthentication
            tisauthentication dsaauthentication gssapikeyexchange
            afstokenpassing fallbacktorsh globalknownhostsfile2 kerberosauthentication kerberostgtpassing protocol
            cipher rhostsauthentication rhostsrsaauthentication rsaauthentication useprivilegedport useroaming
            userknownhostsfile2 usersh compressionlevel identityfile2
            """);

    private ConfigKeywords() {}

    static boolean isKnown(String keyword) {
        return ALL.contains(keyword);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
    }
}
