/** What runs inside a virtual machine, whatever it is used for. Talks to the host by lines. */
package net.boincwrapper.virtual.guest;
