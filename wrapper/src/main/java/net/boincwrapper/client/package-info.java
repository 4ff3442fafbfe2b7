/**
 * The link to the BOINC client: the shared-memory channels, its messages, and whether it lives. May
 * import the JDK alone.
 */
@NullMarked
package net.boincwrapper.client;

import org.jspecify.annotations.NullMarked;
