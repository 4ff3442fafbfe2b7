/**
 * What a task keeps in its slot for as long as the slot is its own: the memo, the work on files,
 * the log. May import {@code task.turn}, {@code engine}, {@code slot} and {@code time}.
 */
@NullMarked
package net.boincwrapper.task.lease;

import org.jspecify.annotations.NullMarked;
