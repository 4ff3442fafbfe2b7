/**
 * What a BOINC server takes of a job: the app version's directory, templates, plan classes, and
 * what their reader must know. Writes files and runs nothing. May import {@code cli.compare},
 * {@code cli.display}, {@code cli.folder}, {@code engine.program}, {@code job} and {@code
 * job.toml}.
 */
@NullMarked
package net.boincwrapper.cli.packaging;

import org.jspecify.annotations.NullMarked;
