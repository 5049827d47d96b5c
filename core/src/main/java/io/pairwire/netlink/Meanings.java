package io.pairwire.netlink;

/** The meanings of errors for one kind of request. */
public interface Meanings {
    /** The plain text of each error. */
    Meanings PLAIN = new Meanings() {
        @Override
        public Meaning of(Errno errno) {
            return Meaning.of(errno.text(), "");
        }
    };

    /** Returns what this error means. */
    Meaning of(Errno errno);
}
