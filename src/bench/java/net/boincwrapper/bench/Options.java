package net.boincwrapper.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The command line.
 *
 * @param sections what is measured, in this order
 * @param readme whether the README's figures are written anew
 * @param from results to show instead of measuring
 * @param seed of the order and the pauses; empty: any
 */
record Options(
    boolean help,
    boolean quick,
    List<Section> sections,
    boolean readme,
    Optional<Path> from,
    OptionalLong seed) {
  static final String USAGE =
      """
      bin/bench [--quick] [--readme] [--seed N] [SECTION…]
      bin/bench --from RESULTS.json [--readme]

      Measures the wrapper against a bare docker run, with the engine of this machine, which should
      have nothing else to do. Sections: %s;
      by default all of them except hours and podman. The latter measures against podman run on the
      Podman of this host, as root, in a storage of its own.

        --quick    about 3 minutes instead of about 20, with a peer 5 instead of 25; hours 3
                   minutes instead of two hours; podman 1 minute instead of 6
        --readme   rewrites the figures and graphs of wrapper/README.md
        --seed N   the same order and the same pauses again
        --from F   shows what an earlier run measured

      WRAPPER names the executable to measure; by default it is the bundle in target/, or else
      bin/docker-wrapper. PEER names another wrapper's executable to compare with, and PEER_NAME is
      its name in the tables.
      The figures go to standard output and to target/bench/results.json, those of each section to
      target/bench/SECTION.json as soon as it is done.
      """
          .formatted(Section.words());

  /**
   * @throws BenchException if there is something wrong with the words
   */
  static Options parse(String... words) {
    boolean help = false;
    boolean quick = false;
    boolean readme = false;
    Optional<Path> from = Optional.empty();
    OptionalLong seed = OptionalLong.empty();
    List<Section> sections = new ArrayList<>();
    for (int at = 0; at < words.length; at++) {
      switch (words[at]) {
        case "--help", "-h" -> help = true;
        case "--quick" -> quick = true;
        case "--readme" -> readme = true;
        case "--from" -> from = Optional.of(Path.of(value(words, ++at)));
        case "--seed" -> seed = OptionalLong.of(number(value(words, ++at)));
        default -> sections.add(section(words[at]));
      }
    }
    List<Section> chosen = sections.isEmpty() ? Section.usual() : sections;
    return new Options(help, quick, List.copyOf(chosen), readme, from, seed);
  }

  private static String value(String[] words, int at) {
    if (at >= words.length) {
      throw new BenchException(words[at - 1] + " wants a value; see bin/bench --help");
    }
    return words[at];
  }

  private static long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new BenchException("a seed is a whole number, not " + word);
    }
  }

  private static Section section(String word) {
    if (word.startsWith("-")) {
      throw new BenchException("unknown option " + word + "; see bin/bench --help");
    }
    return Section.ofWord(word);
  }
}
