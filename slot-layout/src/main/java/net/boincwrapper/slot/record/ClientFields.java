package net.boincwrapper.slot.record;

import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Typed access to the elements of {@code init_data.xml}. A missing or nonsensical one is noted as a
 * problem, and a stand-in is returned so that the rest can be looked at too.
 */
public final class ClientFields {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\p{Cc}\\s\uFFFD]{1,255}");
  private static final int QUOTED_BYTES = 80;

  private final ClientXml xml;
  private final FileSystem fileSystem;
  private final List<String> problems = new ArrayList<>();

  public ClientFields(ClientXml xml, FileSystem fileSystem) {
    this.xml = xml;
    this.fileSystem = fileSystem;
  }

  /** What was found wrong so far, each naming its element and value. */
  public List<String> problems() {
    return problems;
  }

  /** Every text of a repeated element. */
  public List<String> all(String element) {
    return xml.values(element);
  }

  /** Empty where the element is missing or empty. */
  public Optional<String> text(String element) {
    List<String> values = xml.values(element);
    if (values.size() > 1) {
      problems.add(element + " occurs " + values.size() + " times: the client writes it once");
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** A flag: {@code <flag/>} and any number but 0 are true. False where the element is missing. */
  public boolean flag(String element) {
    return !xml.values(element).isEmpty() && whole(element, 1, 0, Integer.MAX_VALUE) != 0;
  }

  /** A required name that can be the last component of a path. */
  public String name(String element) {
    Optional<String> value = required(element);
    if (value.isPresent() && !NAME.matcher(value.get()).matches()) {
      wrong(
          element,
          value.get(),
          "must be 1 to 255 characters without blanks and slashes, and not \"..\"");
    }
    return value.orElse("");
  }

  /** A required absolute path without {@code ..}. */
  public Path directory(String element) {
    Optional<String> value = required(element);
    try {
      Path path = fileSystem.getPath(value.orElse("/"));
      if (!path.isAbsolute()
          || !path.normalize().equals(path)
          || path.toString().contains("\uFFFD")) {
        wrong(element, value.orElse(""), "must be an absolute path, in UTF-8, without \"..\"");
      }
      return path;
    } catch (InvalidPathException e) {
      wrong(element, value.orElse(""), "must be a path: " + e.getReason());
      return fileSystem.getPath("/");
    }
  }

  /** A required whole number. */
  public int requiredWhole(String element, int least, int most) {
    return required(element).isPresent() ? (int) whole(element, least, least, most) : least;
  }

  /** A whole number from {@code least} to {@code most}; the stand-in where it is missing. */
  public long whole(String element, long standIn, long least, long most) {
    Optional<String> value = text(element);
    if (value.isEmpty()) {
      return standIn;
    }
    boolean valid = WHOLE.matcher(value.get()).matches();
    long number = valid ? Long.parseLong(value.get()) : standIn;
    if (!valid || number < least || number > most) {
      wrong(element, value.get(), "must be a whole number from " + least + " to " + most);
      return standIn;
    }
    return number;
  }

  /** A number, 0 or more and finite, in plain or exponent form; the stand-in where missing. */
  public double decimal(String element, double standIn) {
    Optional<String> value = text(element);
    if (value.isEmpty()) {
      return standIn;
    }
    double number = DECIMAL.matcher(value.get()).matches() ? Double.parseDouble(value.get()) : -1;
    if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
      wrong(element, value.get(), "must be a number, 0 or more");
      return standIn;
    }
    return number;
  }

  /** Notes a problem; {@code rule} continues "it", as in "must be at most 100". */
  public void wrong(String element, String value, String rule) {
    problems.add(element + " is \"" + OneLine.of(value, QUOTED_BYTES) + "\": it " + rule);
  }

  private Optional<String> required(String element) {
    Optional<String> value = text(element);
    if (value.isEmpty()) {
      problems.add(element + " is missing");
    }
    return value;
  }
}
