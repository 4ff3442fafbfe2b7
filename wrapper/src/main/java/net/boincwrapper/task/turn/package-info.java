/**
 * What drives the task's loop: its clock, its mailbox, its pace, the engine calls made for it,
 * signals. May import {@code engine}, {@code client} and {@code time}.
 */
@NullMarked
package net.boincwrapper.task.turn;

import org.jspecify.annotations.NullMarked;
