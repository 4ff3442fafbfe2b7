/**
 * What people see of any command: exit codes, failures, quantities, the line of progress. May
 * import {@code client}.
 */
@NullMarked
package net.boincwrapper.cli.display;

import org.jspecify.annotations.NullMarked;
