/**
 * Reads files of procfs and of control groups, up to a bound, and parses a process's {@code stat};
 * starts programs that act on processes. May import the JDK.
 */
@NullMarked
package net.boincwrapper.procfs;

import org.jspecify.annotations.NullMarked;
