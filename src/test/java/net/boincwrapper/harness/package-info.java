/**
 * Plays the client, the volunteer and the host to the real program in tests with a real engine.
 * Waits by looking again and again, with a limit: real programs take real time.
 */
package net.boincwrapper.harness;
