/**
 * job.toml as it is written, and its way into a {@link net.boincwrapper.job.Job}: every key, its
 * type, default and range. May import {@code job} and {@code job.options}, and alone knows TOML4J.
 */
@NullMarked
package net.boincwrapper.job.toml;

import org.jspecify.annotations.NullMarked;
