package io.pairwire.yaml;

/** Takes a file's top level as it is read, so that a long section need never be in memory as a whole. */
public interface YamlSections {
    /** Returns whether the entries of this top-level key are wanted one at a time. */
    boolean isStreamed(YamlScalar key);

    /** Takes one entry of a streamed section. */
    void entryOf(YamlScalar section, YamlEntry entry);

    /** Takes a top-level entry; a streamed one when it has ended, and then without what has been given. */
    void section(YamlEntry entry);
}
