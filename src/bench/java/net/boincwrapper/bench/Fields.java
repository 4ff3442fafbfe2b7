package net.boincwrapper.bench;

/** Files of procfs that have a name and a number on each line. */
final class Fields {
  private Fields() {}

  /** The number on the line that begins with a name; 0 where there is no such line. */
  static long number(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
