/**
 * The host's side of the tests in a virtual machine: its disk, its power and what it said. Knows
 * the harness, and of the program only what a client sees.
 */
package net.boincwrapper.powercut;
