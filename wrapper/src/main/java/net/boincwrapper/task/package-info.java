/**
 * The life of one task: it listens to the client, the app and the engine, asks {@link
 * net.boincwrapper.task.machine.TaskMachine} what follows, and does it. May import every room but
 * {@code cli}; of {@code engine} only the interface.
 */
@NullMarked
package net.boincwrapper.task;

import org.jspecify.annotations.NullMarked;
