/**
 * What a host can do for tasks, what they use of it now, and what is wrong: the checklist of its
 * owner. Each part is a value that says itself as lines, as JSON and as faults. Knows no job.
 */
@NullMarked
package net.boincwrapper.cli.host;

import org.jspecify.annotations.NullMarked;
