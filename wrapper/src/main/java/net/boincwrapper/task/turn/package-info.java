/**
 * What makes the loop go round: its clock, its mailbox, its pace, the calls that others make for
 * it, signals. May import {@code engine}, {@code client} and {@code time}.
 */
@NullMarked
package net.boincwrapper.task.turn;

import org.jspecify.annotations.NullMarked;
