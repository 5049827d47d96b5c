package io.pairwire.exchange;

import java.io.IOException;
import java.util.Optional;

/** Requests and replies over frames: one side asks and hears, the other hears and replies. */
public final class Messages {
    private final Frames frames;

    public Messages(Frames frames) {
        this.frames = frames;
    }

    /** Sends a request. */
    public void send(Request request) throws IOException {
        frames.write(RequestJson.write(request));
    }

    /** Sends a reply. */
    public void send(Reply reply) throws IOException {
        frames.write(ReplyJson.write(reply));
    }

    /** Waits for a request; absent where the other side has ended. */
    public Optional<Request> nextRequest() throws IOException {
        Optional<String> text = frames.read();
        return text.isPresent() ? Optional.of(RequestJson.read(Document.parse(text.get()))) : Optional.empty();
    }

    /** Waits for a reply; absent where the other side has ended. */
    public Optional<Reply> nextReply() throws IOException {
        Optional<String> text = frames.read();
        return text.isPresent() ? Optional.of(ReplyJson.read(Document.parse(text.get()))) : Optional.empty();
    }
}
