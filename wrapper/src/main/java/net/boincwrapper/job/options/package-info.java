/**
 * The options of {@code create_args} and {@code build_args}, as Docker's and Podman's command lines
 * have them. May import {@code job}.
 */
@NullMarked
package net.boincwrapper.job.options;

import org.jspecify.annotations.NullMarked;
