package net.boincwrapper.engines;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A Debian suite, whose packages are the engines of one kind of volunteer. In the table's order.
 */
enum Suite {
  BOOKWORM,
  TRIXIE,
  FORKY,
  SID;

  /** Without a choice; what is tested as sid becomes forky some days later. */
  static final List<Suite> USUAL = List.of(BOOKWORM, TRIXIE, SID);

  /** As Debian writes it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By its title.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Suite of(String title) {
    return Stream.of(values())
        .filter(suite -> suite.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no suite of ours: " + title));
  }

  /** Whether its engines have what later versions do by default. */
  boolean isNew() {
    return this == FORKY || this == SID;
  }
}
