/**
 * A BOINC project small enough for a test, on loopback: what a real client asks of a project's
 * servers. Knows nothing of the program that is tested.
 */
package net.boincwrapper.project;
