package net.boincwrapper.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What is demanded of a median.
 *
 * @param most what it may be at most
 * @param ofWhat whose figure is the unit: the limit is a ratio; empty: it is absolute
 * @param leastSize only from this size on
 * @param mostSize only up to this size
 */
record Limit(double most, Optional<String> ofWhat, double leastSize, double mostSize) {
  /** What section 9 of the design demands; empty where it says nothing. */
  static Optional<Limit> of(Measure measure) {
    return switch (measure) {
      case LAUNCH -> Optional.of(ratio(1.4, Subject.DOCKER_RUN));
      // Stricter than what is demanded, which is so much more than a later launch.
      case FIRST_LAUNCH -> Optional.of(absolute(2.5));
      case FINISH -> Optional.of(absolute(0.3));
      case SUSPEND, RESUME -> Optional.of(absolute(0.2));
      case QUIT -> Optional.of(absolute(1));
      case WHOLE_CPU -> Optional.of(absolute(5));
      case WAKE_UPS -> Optional.of(absolute(10));
      case AGED_PSS -> Optional.of(absolute(36));
      case AGED_WHOLE_CPU -> Optional.of(absoluteAt(60, 5));
      case PSS -> Optional.of(absoluteAt(4, 36));
      // A small checkpoint takes less time than it takes to be noticed.
      case SEAL -> Optional.of(ratioFrom(200e6, 1.3, Subject.COPY));
      default -> Optional.empty();
    };
  }

  private static Limit absolute(double most) {
    return new Limit(most, Optional.empty(), 0, Double.MAX_VALUE);
  }

  private static Limit absoluteAt(double size, double most) {
    return new Limit(most, Optional.empty(), size, size);
  }

  private static Limit ratio(double most, String ofWhat) {
    return ratioFrom(0, most, ofWhat);
  }

  private static Limit ratioFrom(double size, double most, String ofWhat) {
    return new Limit(most, Optional.of(ofWhat), size, Double.MAX_VALUE);
  }

  boolean appliesTo(double size) {
    return leastSize <= size && size <= mostSize;
  }

  /** Such as {@code at most 0.3 s} or {@code at most 1.4 of docker run}. */
  String text(Unit unit) {
    String number = String.format(Locale.ROOT, "%.4g", most).replaceFirst("\\.?0+$", "");
    return "at most " + number + ofWhat.map(of -> " of " + of).orElse(" " + unit.symbol());
  }
}
