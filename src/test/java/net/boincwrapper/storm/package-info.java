/**
 * Interrupts tasks at random on a real engine, and checks that no interruption costs more than one
 * checkpoint.
 */
package net.boincwrapper.storm;
