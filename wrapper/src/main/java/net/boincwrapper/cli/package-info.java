/** The commands. The only room that knows picocli. May import all others. */
@NullMarked
package net.boincwrapper.cli;

import org.jspecify.annotations.NullMarked;
