/**
 * Interruptions on purpose: when they come, what each one costs, and whether the job may be
 * released. May import {@code cli.simulate} and what it may import.
 */
@NullMarked
package net.boincwrapper.cli.rehearse;

import org.jspecify.annotations.NullMarked;
