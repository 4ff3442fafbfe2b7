/**
 * The container engine behind one narrow interface, the images, and the plan of a container. May
 * import {@code job} and {@code slot}; only the classes named {@code Docker*} and the transport
 * know docker-java.
 */
@NullMarked
package net.boincwrapper.container;

import org.jspecify.annotations.NullMarked;
