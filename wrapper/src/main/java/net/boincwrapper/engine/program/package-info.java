/**
 * What can be told of a program that would not start: its file's format, machine and interpreter,
 * and the words of an init process or a loader. May import the JDK alone.
 */
@NullMarked
package net.boincwrapper.engine.program;

import org.jspecify.annotations.NullMarked;
