/**
 * Reads files of procfs and of control groups, up to a bound; knows which processes there are, and
 * which groups are a container's own; starts programs that act on processes. May import the JDK.
 */
@NullMarked
package net.boincwrapper.procfs;

import org.jspecify.annotations.NullMarked;
