/**
 * A scratch slot under a simulated client: what {@code dry-run} prepares and {@code run} runs, and
 * the ways in which a run can be interrupted. May import {@code cli.folder}, {@code cli.display},
 * and what is below {@code cli}.
 */
@NullMarked
package net.boincwrapper.cli.simulate;

import org.jspecify.annotations.NullMarked;
