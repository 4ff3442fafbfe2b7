/**
 * What the fuzz tests of all rooms share. Each stands beside the parser that it tries; {@code
 * src/test/resources/net/boincwrapper/fuzz/README.md} tells how they run.
 */
@NullMarked
package net.boincwrapper.fuzz;

import org.jspecify.annotations.NullMarked;
