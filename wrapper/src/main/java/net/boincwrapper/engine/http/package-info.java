/**
 * HTTP over a unix socket, as far as an engine's API needs it: one request and its answer, bodies
 * that end with the connection, a limit for each wait. May import the JDK alone.
 */
@NullMarked
package net.boincwrapper.engine.http;

import org.jspecify.annotations.NullMarked;
