/**
 * What can be found out about a program that would not start: its file's format, machine and
 * interpreter, and the messages of an init process or a loader. May import only the JDK.
 */
@NullMarked
package net.boincwrapper.engine.program;

import org.jspecify.annotations.NullMarked;
