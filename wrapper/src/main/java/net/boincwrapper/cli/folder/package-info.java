/**
 * A job's folder: its files, what BOINC's templates say about them, and the templates of {@code
 * init}. May import {@code cli.display}, {@code job}, {@code job.toml} and {@code slot}.
 */
@NullMarked
package net.boincwrapper.cli.folder;

import org.jspecify.annotations.NullMarked;
