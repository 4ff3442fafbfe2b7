/**
 * The link to the BOINC client: the shared-memory channels, its messages, and whether it is alive.
 * May import {@code slot}, {@code procfs} and the JDK alone.
 */
@NullMarked
package net.boincwrapper.client;

import org.jspecify.annotations.NullMarked;
