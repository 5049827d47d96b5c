package io.pairwire.cli;

import java.util.concurrent.Callable;

/** One of pairwire's commands. When it is called it has its words, and it returns its exit code. */
interface Command extends Worded, Callable<Integer> {}
