package net.boincwrapper.cli.preflight;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that is known, and from where; or why it is not known.
 *
 * @param value empty: unknown
 * @param origin who says it, or of the value that it follows from
 * @param note how it comes about, or the reason why it is unknown, in words that complete "unknown:
 *     …"
 */
record Told<T>(Optional<T> value, Origin origin, String note) {
  static <T> Told<T> known(T value, Origin origin) {
    return new Told<>(Optional.of(value), origin, "");
  }

  static <T> Told<T> known(T value, Origin origin, String note) {
    return new Told<>(Optional.of(value), origin, note);
  }

  static <T> Told<T> unknown(Origin origin, String reason) {
    return new Told<>(Optional.empty(), origin, reason);
  }

  boolean isKnown() {
    return value.isPresent();
  }

  /** For a value that is known. */
  T get() {
    return value.orElseThrow();
  }

  /** The same about something else, which is unknown for the same reason. */
  <U> Told<U> stillUnknown() {
    return unknown(origin, note);
  }

  /** {@code 24 (job.toml:7)}, or {@code unknown: …}. */
  String shown(Function<T, String> as) {
    String more = note.isEmpty() ? " (" + origin + ")" : ": " + note;
    return value.map(it -> as.apply(it) + more).orElse("unknown: " + note);
  }
}
