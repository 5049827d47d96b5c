/** Tests of runs over several hosts, each with an agent in this process over a kernel that is not one. */
@NullMarked
package io.pairwire.transaction;

import org.jspecify.annotations.NullMarked;
