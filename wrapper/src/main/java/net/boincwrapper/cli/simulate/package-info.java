/**
 * A scratch slot under a simulated client: what {@code dry-run} prepares and {@code --run} runs,
 * and the ways to interrupt a run. May import {@code cli.folder}, {@code cli.display}, and what is
 * below {@code cli}.
 */
@NullMarked
package net.boincwrapper.cli.simulate;

import org.jspecify.annotations.NullMarked;
