package io.spoor.dispatcher.core;

/** What the dispatcher thinks of a calculator. */
public enum Liveness {
    /** A round trip was seen lately: gets work. */
    ALIVE,
    /** No round trip yet, or none lately: gets no new work, keeps what it has. */
    SUSPECT,
    /** Silent for too long: its attempts are retried elsewhere. */
    DEAD
}
