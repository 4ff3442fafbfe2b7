/**
 * The program where it will live: launched by an unmodified BOINC client that is attached to a
 * project of the tests. A client here has a directory of its own and answers on a socket in it, so
 * that tests run side by side.
 *
 * <p>There are two clients. {@code RealClient.of} is the one of the host's own Debian, which knows
 * nothing of containers. {@code RealClient.newest} is Debian's newest, of 8.2 or later, in a
 * minimal Debian of its own (see {@code NewestClient}); its tests are marked {@code
 * WithNewestClient}, its applications come from {@code Apps.inPlanClassDocker}, and at most one
 * test process at a time has one at the host's engine.
 */
package net.boincwrapper.realclient;
