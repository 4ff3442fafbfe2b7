/**
 * The life of one task: a pure state machine and the runner that acts for it. May import {@code
 * slot}, {@code client}, {@code job} and {@code container}.
 */
@NullMarked
package net.boincwrapper.task;

import org.jspecify.annotations.NullMarked;
