package net.boincwrapper.toml;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Sizes;

/**
 * A key that is known.
 *
 * @param path {@code grace} or {@code checkpoint.grace}; {@code scratch[].path}
 * @param defaultValue as TOML would write it; {@link #NONE} where there is none
 * @param range for people
 * @param least of a number
 * @param most of a number
 * @param words what a text may be; empty: anything
 */
public record Key(
    String path,
    Type type,
    String defaultValue,
    String range,
    String meaning,
    long least,
    long most,
    List<String> words) {

  /** Default of a key whose absence means that there is no such thing. */
  public static final String NONE = "none";

  public Key {
    words = List.copyOf(words);
  }

  /** What its value is. */
  public enum Type {
    TEXT("string"),
    TEXTS("array of strings"),
    INTEGER("integer"),
    INTEGERS("array of integers"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    SIZE("size");

    private final String shown;

    Type(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }

  public static Key text(String path, String defaultValue, String range, String meaning) {
    return new Key(path, Type.TEXT, defaultValue, range, meaning, 0, 0, List.of());
  }

  public static Key word(String path, List<String> words, String meaning) {
    String range = String.join(", ", words.stream().map(Key::quoted).toList());
    return new Key(path, Type.TEXT, quoted(words.get(0)), range, meaning, 0, 0, words);
  }

  /** A word that may be left out, with a meaning of its own. */
  public static Key wordOrNone(String path, List<String> words, String meaning) {
    Key key = word(path, words, meaning);
    return new Key(path, key.type, NONE, key.range, meaning, 0, 0, words);
  }

  /** An integer or a decimal. */
  public static Key number(String path, long least, long most, String meaning) {
    String range = least + " to " + most;
    return new Key(path, Type.NUMBER, NONE, range, meaning, least, most, List.of());
  }

  public static Key texts(String path, String range, String meaning) {
    return new Key(path, Type.TEXTS, "[]", range, meaning, 0, 0, List.of());
  }

  public static Key integer(
      String path, String defaultValue, long least, long most, String meaning) {
    String range = least + " to " + most;
    return new Key(path, Type.INTEGER, defaultValue, range, meaning, least, most, List.of());
  }

  public static Key integers(String path, long least, long most, String meaning) {
    String range = least + " to " + most;
    return new Key(path, Type.INTEGERS, "[]", range, meaning, least, most, List.of());
  }

  public static Key bool(String path, boolean defaultValue, String meaning) {
    String shown = Boolean.toString(defaultValue);
    return new Key(path, Type.BOOLEAN, shown, "", meaning, 0, 0, List.of());
  }

  public static Key size(String path, long least, String meaning) {
    String range = "at least " + Sizes.show(least);
    return new Key(path, Type.SIZE, NONE, range, meaning, least, Sizes.MOST, List.of());
  }

  /** Without its table. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Empty for a top-level key. */
  public String table() {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  /** The default as a value of the key's type; empty where there is none. */
  public Optional<Object> defaultMeaning() {
    if (defaultValue.equals(NONE)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (type) {
          case BOOLEAN -> Boolean.valueOf(defaultValue);
          case INTEGER, SIZE -> Long.valueOf(defaultValue);
          case NUMBER -> Double.valueOf(defaultValue);
          case TEXTS, INTEGERS -> List.of();
          case TEXT -> defaultValue.substring(1, defaultValue.length() - 1);
        });
  }

  public KeyDoc documentation() {
    return new KeyDoc(path, type.shown(), defaultValue, range, meaning);
  }

  private static String quoted(String word) {
    return "\"" + word + "\"";
  }
}
