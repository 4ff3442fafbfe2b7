/**
 * The slot directory: every name in it, and the readers and writers of its files. Works on {@link
 * java.nio.file.Path} alone. May import the JDK and commons-io, and no other package of this
 * program.
 *
 * <p>What must survive a power cut is synced before the rename that gives it its name, and the
 * directory after that: by {@link net.boincwrapper.slot.AtomicFiles} for single files, by {@link
 * net.boincwrapper.slot.Checkpoints} for sealed checkpoints.
 */
@NullMarked
package net.boincwrapper.slot;

import org.jspecify.annotations.NullMarked;
