/**
 * The program where it will live: launched by an unmodified BOINC client that is attached to a
 * project of the tests. A client here has a directory of its own and answers on a socket in it, so
 * that tests run side by side.
 */
package net.boincwrapper.realclient;
