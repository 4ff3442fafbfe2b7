/**
 * What a job's own programs and scripts ask of the hosts and of the image, looked at before
 * anything runs. May import {@code image}, {@code engine.program}, {@code job} and {@code
 * cli.folder}.
 */
@NullMarked
package net.boincwrapper.cli.program;

import org.jspecify.annotations.NullMarked;
