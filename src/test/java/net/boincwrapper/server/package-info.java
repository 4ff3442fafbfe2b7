/**
 * What a BOINC server takes of an application: the rules of its tools, read in their source, as
 * code that says what is wrong with files that are to be put on a server, and that expands them as
 * the tools do. Knows nothing of the program that writes such files.
 */
package net.boincwrapper.server;
