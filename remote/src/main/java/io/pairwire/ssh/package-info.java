/**
 * Starts the agent on a host, over SSH, and hands out its standard streams.
 *
 * <p>One connection and one exec channel a host a run. Over that channel a small POSIX shell bootstrap finds Java and the
 * cached agent jar, takes the jar from us if it is missing, and becomes the agent. {@link io.pairwire.ssh.SshClient} is
 * the door; {@link io.pairwire.ssh.AgentProcess} is what comes out of it.
 *
 * <p>Shell text lives here and nowhere else; so does sshj. This room never trusts a host key that is not recorded, never
 * asks a person anything but by the prompts it is given, never puts a secret on a command line, never runs a jar whose digest it has not checked, and
 * knows nothing of what the agent is told.
 */
@NullMarked
package io.pairwire.ssh;

import org.jspecify.annotations.NullMarked;
