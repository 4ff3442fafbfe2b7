/**
 * The slot directory: every name in it, and the readers and writers of its files. Works on {@link
 * java.nio.file.Path} alone. May import {@code slot.record}, the JDK and commons-io.
 *
 * <p>What must survive a power cut is synced before the rename that gives it its name, and the
 * directory after that: by {@link net.boincwrapper.slot.AtomicFiles} for single files, by {@link
 * net.boincwrapper.slot.Checkpoints} for sealed checkpoints.
 *
 * <p>The room is large on purpose. What keeps an app's tricks away from the host is package-private
 * here ({@code Descent}, {@code Entries}, {@code OwnDirectory}, {@code OwnFiles}, {@code Effects});
 * a room of its own for checkpoints, or for the client's files, would make those walls public.
 */
@NullMarked
package net.boincwrapper.slot;

import org.jspecify.annotations.NullMarked;
