/**
 * The slot directory: every name in it, and the readers and writers of its files. Works on {@link
 * java.nio.file.Path} alone. May import the JDK and commons-io, and no other package of this
 * program.
 */
@NullMarked
package net.boincwrapper.slot;

import org.jspecify.annotations.NullMarked;
