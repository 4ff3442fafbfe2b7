/**
 * What people see of any command: exit codes, failures, quantities, the progress line. May import
 * {@code client}.
 */
@NullMarked
package net.boincwrapper.cli.display;

import org.jspecify.annotations.NullMarked;
