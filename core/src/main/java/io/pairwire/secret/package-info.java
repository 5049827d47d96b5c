/**
 * What must not be seen: a type that hides itself, and what Ansible Vault keeps encrypted in files.
 *
 * <p>Pure: reads no file, asks nobody, prints nothing. Which passwords there are is told by who calls.
 */
@NullMarked
package io.pairwire.secret;

import org.jspecify.annotations.NullMarked;
