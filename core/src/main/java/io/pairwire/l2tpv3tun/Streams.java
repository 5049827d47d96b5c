package io.pairwire.l2tpv3tun;

import java.io.InputStream;
import java.io.PrintStream;

/** Where the utility reads a batch from, shows what it was asked for, and says what is wrong. */
public record Streams(InputStream in, PrintStream out, PrintStream err) {}
