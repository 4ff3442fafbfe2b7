/**
 * What a job's circuits need, as far as job.toml, the circuits themselves and the labels of the
 * image tell it, held against the bounds of the workunit. Only author commands come here, never a
 * task. May import {@code job}, {@code job.toml}, {@code image}, {@code cli.circuit}, {@code
 * cli.circuit.syntax} and {@code cli.folder}.
 */
@NullMarked
package net.boincwrapper.cli.preflight;

import org.jspecify.annotations.NullMarked;
