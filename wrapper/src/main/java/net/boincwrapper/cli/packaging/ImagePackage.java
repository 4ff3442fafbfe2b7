package net.boincwrapper.cli.packaging;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A package that an image has installed.
 *
 * @param kind how it was installed
 * @param architecture Debian's word; empty where the kind has none
 * @param supplier who maintains it, as its own data say; empty where they do not
 */
record ImagePackage(
    Kind kind, String name, String version, String architecture, Optional<String> supplier)
    implements Comparable<ImagePackage> {
  private static final Comparator<ImagePackage> ORDER =
      Comparator.comparing(ImagePackage::kind)
          .thenComparing(ImagePackage::name)
          .thenComparing(ImagePackage::version)
          .thenComparing(ImagePackage::architecture);

  /** How a package is installed; its name in a package URL. */
  enum Kind {
    DEB,
    PYPI;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(ImagePackage other) {
    return ORDER.compare(this, other);
  }
}
