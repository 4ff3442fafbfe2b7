package net.boincwrapper.toml;

/**
 * One line of the reference of a kind of file.
 *
 * @param key dotted; {@code scratch[].path} for a key of an array of tables
 * @param type in words
 * @param defaultValue as TOML would write it, or {@code none}
 * @param range what is accepted; empty: anything of the type
 * @param meaning in one line
 */
public record KeyDoc(String key, String type, String defaultValue, String range, String meaning) {}
