/**
 * What a job wants: job.toml as written, and the checked, immutable {@link
 * net.boincwrapper.job.Job} that is meant. May import {@code slot}; does no I/O beyond reading.
 */
@NullMarked
package net.boincwrapper.job;

import org.jspecify.annotations.NullMarked;
