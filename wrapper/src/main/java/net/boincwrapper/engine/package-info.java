/**
 * The container engine as the rest of the program knows it: one narrow interface, the records that
 * pass through it, and its errors. Knows no particular engine. May import {@code job}.
 */
@NullMarked
package net.boincwrapper.engine;

import org.jspecify.annotations.NullMarked;
