/** Tests of the agent over a kernel that is not one: whole conversations, with everything going wrong that can. */
@NullMarked
package io.pairwire.agent;

import org.jspecify.annotations.NullMarked;
