/**
 * What BUDA takes of a job: BOINC's universal docker app, whose apps, variants and batches are made
 * on a server by forms, and run under BOINC's own docker_wrapper. Writes files and runs nothing.
 * May import {@code cli.packaging}, {@code cli.folder}, {@code job} and {@code job.toml}.
 */
@NullMarked
package net.boincwrapper.cli.packaging.buda;

import org.jspecify.annotations.NullMarked;
