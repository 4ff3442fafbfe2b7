/**
 * What a BOINC server takes of a job: the app version's directory, templates, plan classes, and
 * what their reader must know. Writes files and starts no container. May import {@code
 * cli.circuit}, {@code cli.compare}, {@code cli.display}, {@code cli.folder}, {@code engine},
 * {@code engine.program}, {@code image}, {@code job}, {@code job.toml}, {@code slot} and {@code
 * slot.record}.
 */
@NullMarked
package net.boincwrapper.cli.packaging;

import org.jspecify.annotations.NullMarked;
