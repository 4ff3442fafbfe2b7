/**
 * How an image comes to the host: pulled, built from a Dockerfile with its context, waited for, and
 * given up. May import {@code engine}, {@code plan}, {@code job}, {@code slot} and {@code time}.
 */
@NullMarked
package net.boincwrapper.image;

import org.jspecify.annotations.NullMarked;
