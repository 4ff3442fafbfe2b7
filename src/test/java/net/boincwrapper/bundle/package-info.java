/** Tests of the executable that is released, which {@code bin/bundle} makes. */
package net.boincwrapper.bundle;
