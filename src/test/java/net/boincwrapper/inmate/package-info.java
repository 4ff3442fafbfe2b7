/**
 * Isolation as an app sees it: an inmate tries to get out, and tells what each try got it. Each of
 * its tries is a row of SECURITY.md.
 */
package net.boincwrapper.inmate;
