/**
 * What tasks and authors' runs have left on a host and nobody needs, and its removal: never what is
 * not ours, never what a task uses.
 */
@NullMarked
package net.boincwrapper.cli.clean;

import org.jspecify.annotations.NullMarked;
