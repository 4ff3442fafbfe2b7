/**
 * What files of a slot say, as values and as text, without any access to a file. May import the JDK
 * and an XML reader.
 */
@NullMarked
package net.boincwrapper.slot.record;

import org.jspecify.annotations.NullMarked;
