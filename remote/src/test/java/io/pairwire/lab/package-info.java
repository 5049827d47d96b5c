/**
 * The tests that need a real kernel: ordinary JUnit tests, tagged {@code lab}, that run inside the lab's guest.
 *
 * <p>{@link io.pairwire.lab.LabTest} is the one that Maven runs. It boots each kernel once, runs
 * {@link io.pairwire.lab.LabMain} there, and shows every test that ran within as a test of its own. To add one, write a
 * class in this package whose name ends in {@code Lab}, tag it {@code lab} and get hosts from
 * {@link io.pairwire.lab.LabHosts}. All classes share one boot, so a test leaves hosts as it found them.
 */
@NullMarked
package io.pairwire.lab;

import org.jspecify.annotations.NullMarked;
