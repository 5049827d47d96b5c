package io.pairwire.agent;

import io.pairwire.exchange.Reply;

/** The agent cannot do what it was asked, and nothing has changed for it. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reply.Refused.Why why;
    private final String advice;

    RefusedException(Reply.Refused.Why why, String message, String advice) {
        super(message);
        this.why = why;
        this.advice = advice;
    }

    Reply.Refused reply() {
        return new Reply.Refused(why, String.valueOf(getMessage()), advice);
    }
}
