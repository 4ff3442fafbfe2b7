/**
 * Whose doing the end of a container was, and what follows from it. Pure functions of the evidence;
 * may import {@code task.machine}, {@code engine}, {@code job} and {@code slot.record}.
 */
@NullMarked
package net.boincwrapper.task.judge;

import org.jspecify.annotations.NullMarked;
