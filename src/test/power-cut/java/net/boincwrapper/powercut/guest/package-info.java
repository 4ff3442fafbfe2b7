/** What runs inside the virtual machine. Talks to the host by printing lines. */
package net.boincwrapper.powercut.guest;
