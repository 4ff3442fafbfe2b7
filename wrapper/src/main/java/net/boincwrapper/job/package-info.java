/**
 * The job as it is meant: the checked, immutable {@link net.boincwrapper.job.Job}, its parts, and
 * the problems that were found on the way to it. May import {@code slot}.
 */
@NullMarked
package net.boincwrapper.job;

import org.jspecify.annotations.NullMarked;
