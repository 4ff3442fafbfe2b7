/**
 * HTTP over a unix socket, as far as an engine's API needs it: one request and its answer, bodies
 * that end with the connection, a limit for each wait. May import only the JDK.
 *
 * <p>Written by hand because Java's own client does not support unix sockets, and because of what
 * docker-java's transports cost each task. For a first {@code GET /_ping}:
 *
 * <pre>
 *                       CPU   wall  classes    heap  resident
 * this room           17 ms  36 ms      255  0.2 MB    1.9 MB
 * httpclient5 3.7.1  156 ms 192 ms     1217  3.7 MB    9.0 MB
 * zerodep 3.7.1      154 ms 238 ms     1217  3.7 MB    9.0 MB
 * </pre>
 *
 * <p>(Measured on 2026-11-29, in the way described in {@code engine.docker}: 2 AMD EPYC, Docker
 * 20.10.24, Temurin 25.0.3 with {@code java.options} and a class archive for each, medians of 11
 * runs in turn.) Those transports also limit only the wait for the next byte and not the whole
 * call, and a call cannot be cancelled before the engine begins to answer. Here, an answer that
 * breaks off never looks complete.
 */
@NullMarked
package net.boincwrapper.engine.http;

import org.jspecify.annotations.NullMarked;
