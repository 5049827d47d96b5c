package io.pairwire.agent;

import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.time.Duration;

/** Whatever stands by for an agent that dies, or hangs, before what it changed is confirmed. */
interface Guard {
    /** Stands by for nobody. */
    Guard NONE = new Guard() {
        @Override
        public void start(TopologyName topology, Duration left) {}

        @Override
        public void deadlineIn(Duration left) {}

        @Override
        public void handTo(String process) {}

        @Override
        public void end() {}
    };

    /** Stands by from now on for this process. */
    void start(TopologyName topology, Duration left) throws IOException;

    /** The host is to be taken back after so much time, by whoever can. */
    void deadlineIn(Duration left);

    /** From now on another process is stood by for. */
    void handTo(String process);

    /** Nothing is left to stand by for. */
    void end();
}
