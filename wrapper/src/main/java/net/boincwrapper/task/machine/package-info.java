/**
 * The life of a task as a table: states, events, actions, ways out. Pure functions; may import
 * {@code slot.record}.
 */
@NullMarked
package net.boincwrapper.task.machine;

import org.jspecify.annotations.NullMarked;
