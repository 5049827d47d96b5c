@NullMarked
package io.pairwire.runtime;

import org.jspecify.annotations.NullMarked;
