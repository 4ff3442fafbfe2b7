/**
 * The slot directory: every name in it, and the readers and writers of its files. Works on {@link
 * java.nio.file.Path} alone. What must survive a power cut is synced before the rename that gives
 * it its name, and the directory after it: {@link net.boincwrapper.slot.AtomicFiles} for single
 * files, {@link net.boincwrapper.slot.Checkpoints} for sealed checkpoints. May import the JDK and
 * commons-io, and no other package of this program.
 */
@NullMarked
package net.boincwrapper.slot;

import org.jspecify.annotations.NullMarked;
