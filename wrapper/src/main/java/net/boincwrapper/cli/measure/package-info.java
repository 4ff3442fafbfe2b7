/**
 * What a run used, over time, and what a client allows it: samples, peaks, bounds, and which of
 * them a run exceeded. May import what its row in {@code wrapper/architecture.md} names; knows
 * nothing of how a run is simulated.
 */
@NullMarked
package net.boincwrapper.cli.measure;

import org.jspecify.annotations.NullMarked;
