/**
 * A virtual machine, seen from outside: what it runs, and what it says. Knows nothing of what it is
 * used for.
 */
package net.boincwrapper.virtual;
