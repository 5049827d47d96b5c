package io.pairwire.cli;

/** What takes words of the command line: a command, or options that several commands have. */
interface Worded {
    /** Says which words it takes. Asked once, before the line is read; each word that is on the line, or has a default, is then handed over. */
    void words(Words words);
}
