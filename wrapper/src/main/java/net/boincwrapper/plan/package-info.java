/**
 * What a container is created with: mounts, limits, user, environment, names, labels, and the
 * command that would do the same by hand. Asks no engine to do anything. May import {@code engine},
 * {@code job} and {@code slot}.
 */
@NullMarked
package net.boincwrapper.plan;

import org.jspecify.annotations.NullMarked;
