/**
 * The engine's tests on each engine that a volunteer has: in virtual machines with systemd, made
 * from Debian's suites. Told by {@code src/test/engines/README.md}.
 */
package net.boincwrapper.engines;
