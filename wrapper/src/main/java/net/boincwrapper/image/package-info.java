/**
 * How an image gets onto the host: how it is pulled, loaded, built from a Dockerfile and its
 * context, waited for, and given up. May import {@code image.archive}, {@code engine}, {@code
 * plan}, {@code job}, {@code slot} and {@code time}.
 */
@NullMarked
package net.boincwrapper.image;

import org.jspecify.annotations.NullMarked;
