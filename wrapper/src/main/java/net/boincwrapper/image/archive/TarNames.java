package net.boincwrapper.image.archive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What headers before an entry say of it: a name or a size that its own header has no room for. */
final class TarNames {
  private @Nullable String name;
  private @Nullable String link;
  private @Nullable Long bytes;

  /** Whether a header of this type only says something of the next entry, or of all of them. */
  boolean takes(char type) {
    return type == 'x' || type == 'g' || type == 'L' || type == 'K';
  }

  /** What is said of all entries is never one's name, and nothing else is wanted. */
  void add(char type, byte[] content) throws ArchiveFault {
    switch (type) {
      case 'x' -> records(content);
      case 'L' -> name = TarReader.text(content, 0, content.length);
      case 'K' -> link = TarReader.text(content, 0, content.length);
      default -> {}
    }
  }

  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  Optional<String> link() {
    return Optional.ofNullable(link);
  }

  Optional<Long> bytes() {
    return Optional.ofNullable(bytes);
  }

  /** {@code "LENGTH KEYWORD=VALUE\n"}, again and again. */
  private void records(byte[] content) throws ArchiveFault {
    int position = 0;
    while (position < content.length) {
      int space = position;
      while (space < content.length && content[space] != ' ') {
        space++;
      }
      int length =
          (int) number(new String(content, position, space - position, StandardCharsets.US_ASCII));
      int end = position + length;
      if (end > content.length || end <= space + 1) {
        throw new ArchiveFault("has an extended header that is damaged");
      }
      record(new String(content, space + 1, end - space - 2, StandardCharsets.UTF_8));
      position = end;
    }
  }

  private void record(String text) throws ArchiveFault {
    int equals = text.indexOf('=');
    String value = text.substring(equals + 1);
    switch (equals < 0 ? "" : text.substring(0, equals)) {
      case "path" -> name = value;
      case "linkpath" -> link = value;
      case "size" -> bytes = number(value);
      default -> {}
    }
  }

  private static long number(String digits) throws ArchiveFault {
    if (!digits.matches("[0-9]{1,14}")) {
      throw new ArchiveFault("has an extended header with a number that is none");
    }
    return Long.parseLong(digits);
  }
}
