/** What the engine of this host can and cannot do for a task, told before one runs. */
@NullMarked
package net.boincwrapper.cli.engine;

import org.jspecify.annotations.NullMarked;
