/**
 * Podman where nobody has started its service: a service of our own, which the tasks of one user
 * share. A task on an engine that answers loads nothing of it. May import {@code time}, {@code
 * engine} and {@code engine.http}.
 */
@NullMarked
package net.boincwrapper.engine.podman;

import org.jspecify.annotations.NullMarked;
