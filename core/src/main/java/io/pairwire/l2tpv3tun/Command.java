package io.pairwire.l2tpv3tun;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import java.io.IOException;
import java.util.Optional;

/** What one line of words asks for, all its values settled. */
sealed interface Command {
    record AddTunnel(TunnelSpec tunnel) implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    /** The kernel names the interface where no name is given. */
    record AddSession(SessionSpec session, Optional<InterfaceName> interfaceName) implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record DeleteTunnel(TunnelId tunnelId) implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record DeleteSession(TunnelId tunnelId, SessionId sessionId) implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record ShowTunnels(Optional<TunnelId> tunnelId, boolean statistics) implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record ShowSessions(Optional<TunnelId> tunnelId, Optional<SessionId> sessionId, boolean statistics)
            implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record Monitor() implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    record Help() implements Command {
        @Override
        public void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException {
            visitor.visit(this);
        }
    }

    /** Carries out each kind of command. */
    interface Visitor {
        void visit(AddTunnel command) throws IOException, UtilityException, InterruptedException;

        void visit(AddSession command) throws IOException, UtilityException, InterruptedException;

        void visit(DeleteTunnel command) throws IOException, UtilityException, InterruptedException;

        void visit(DeleteSession command) throws IOException, UtilityException, InterruptedException;

        void visit(ShowTunnels command) throws IOException, UtilityException, InterruptedException;

        void visit(ShowSessions command) throws IOException, UtilityException, InterruptedException;

        void visit(Monitor command) throws IOException, UtilityException, InterruptedException;

        void visit(Help command) throws IOException, UtilityException, InterruptedException;
    }

    void accept(Visitor visitor) throws IOException, UtilityException, InterruptedException;
}
