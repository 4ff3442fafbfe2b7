/**
 * The container engine as the rest of the program knows it: one narrow interface, the records that
 * go through it, its errors. Knows no engine by itself; may import {@code job}.
 */
@NullMarked
package net.boincwrapper.engine;

import org.jspecify.annotations.NullMarked;
