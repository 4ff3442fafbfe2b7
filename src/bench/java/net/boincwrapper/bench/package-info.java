/**
 * Measures the wrapper against a bare {@code docker run} and, if wanted, against another wrapper.
 * Plays the client through the tests' harness; no part of the program imports it.
 */
package net.boincwrapper.bench;
