/** Tests of the ssh room: against a real sshd on loopback, and of the bootstrap under each shell it is written for. */
@NullMarked
package io.pairwire.ssh;

import org.jspecify.annotations.NullMarked;
