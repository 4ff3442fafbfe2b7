package net.boincwrapper.cli.packaging;

import java.util.regex.Pattern;

/**
 * The short name of an app. It goes unquoted through shells and SQL, is a directory below {@code
 * apps}, and begins the names of templates, workunits and output files ({@code
 * tools/update_versions}, {@code tools/create_work.cpp:main}).
 */
public record AppName(String text) {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Names of 255 characters are made of it, and of what others add. */
  private static final int LONGEST = 60;

  /**
   * Reads what an author has typed.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static AppName parse(String text) {
    if (!SAFE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" cannot be the name of an app; use letters without accents, digits, and"
              + " . _ - after the first");
    }
    if (text.contains(FileNames.PARENT)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" cannot be the name of an app: files are named after it, and a client takes none"
              + " with .. in its name");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the app's name has "
              + text.length()
              + " characters, and "
              + LONGEST
              + " are the most:"
              + " the names of files are made of it; shorten it");
    }
    return new AppName(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
