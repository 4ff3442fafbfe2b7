/**
 * Docker and Podman behind {@link net.boincwrapper.engine.Engine}: their API, their words, their
 * quirks. The only room that knows docker-java and Jackson; may import {@code engine}, {@code
 * engine.http}, {@code engine.program} and {@code job}.
 */
@NullMarked
package net.boincwrapper.engine.docker;

import org.jspecify.annotations.NullMarked;
