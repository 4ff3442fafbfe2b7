/**
 * Files of procfs and of control groups: how much of one is read, and how a process's is taken
 * apart. May import the JDK.
 */
@NullMarked
package net.boincwrapper.procfs;

import org.jspecify.annotations.NullMarked;
