package io.pairwire.topology;

import io.pairwire.yaml.Problems;

/**
 * A lock file that is being read.
 *
 * @param name what problems call it
 * @param draft what it holds
 * @param problems what is wrong with it
 */
record LockFile(String name, LockDraft draft, Problems problems) {}
