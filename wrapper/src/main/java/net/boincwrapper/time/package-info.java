/**
 * Time: the one clock by which everything else waits, and stopwatches on it. Knows only the JDK, so
 * that each room may import it.
 */
@NullMarked
package net.boincwrapper.time;

import org.jspecify.annotations.NullMarked;
