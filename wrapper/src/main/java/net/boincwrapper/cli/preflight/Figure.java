package net.boincwrapper.cli.preflight;

/**
 * A number that somebody states of the circuits that the job is made for, or that one circuit has.
 *
 * @param words it, as part of a sentence: {@code "quantum.qubits" is 20}
 */
record Figure(long value, Origin origin, String words) {}
