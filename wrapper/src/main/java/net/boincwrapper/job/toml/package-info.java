/**
 * The keys of job.toml, and their way into a {@link net.boincwrapper.job.Job}: type, default, range
 * and what contradicts what. May import {@code job}, {@code job.options} and {@code toml}, which
 * reads the file.
 */
@NullMarked
package net.boincwrapper.job.toml;

import org.jspecify.annotations.NullMarked;
