/**
 * Commands and what people see. The only package that knows picocli, and the one place where the
 * others are put together.
 */
@NullMarked
package net.boincwrapper.cli;

import org.jspecify.annotations.NullMarked;
