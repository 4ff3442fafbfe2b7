/**
 * Files that hold an image: docker-archives and OCI archives, plain or compressed. Each is read
 * once, in pieces, checked, and written anew without the names in it. May import {@code slot}.
 */
@NullMarked
package net.boincwrapper.image.archive;

import org.jspecify.annotations.NullMarked;
