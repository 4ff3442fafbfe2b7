/** The commands. The only room that knows picocli; may import every other. */
@NullMarked
package net.boincwrapper.cli;

import org.jspecify.annotations.NullMarked;
