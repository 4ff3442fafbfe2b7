/**
 * TOML as it is written, with the line of everything, and its check against a table of keys: for
 * job.toml and for host.toml. May import {@code job}, and alone knows TOML4J.
 *
 * <p>TOML4J reads the values. {@code TomlScanner} goes over the text before it, because TOML4J
 * 0.7.2 (each of these was tried on 2026-11-29)
 *
 * <ul>
 *   <li>takes in silence what is no TOML: it drops a key without a value, and takes 012 for 12,
 *       {@code [1⏎2]} for two elements, and a line end within quotes for part of the string;
 *   <li>reads wrong what is TOML: of {@code \U0001F600} it takes four digits, {@code "c:\\new"} has
 *       a line end for it, {@code "\\"} is not closed, and a bracket in the comment behind {@code
 *       [t]} belongs to the table's name;
 *   <li>stops at the first error, and then often quotes all the rest of the file; an integer that
 *       is too large for it is a {@code NumberFormatException} without a line, and a thousand
 *       brackets overflow the stack;
 *   <li>says of no key in which line it is, which every message about a value needs.
 * </ul>
 *
 * <p>The scanner decides what may be read: whether each statement is TOML 0.4 that TOML4J reads
 * right, how deep it may nest, whether a name is taken; it notes the line of every key, table and
 * element, and blanks out what it has reported, so that the lines stay and the rest is read. It
 * makes no value. TOML4J decides what each value is: text without its escapes, number, date, array,
 * table, and whether an array holds one type; what it still refuses is reported with its line
 * ({@code TomlDocument}). What a key means, and whether it is one, neither knows: {@code KeyCheck}
 * does.
 */
@NullMarked
package net.boincwrapper.toml;

import org.jspecify.annotations.NullMarked;
