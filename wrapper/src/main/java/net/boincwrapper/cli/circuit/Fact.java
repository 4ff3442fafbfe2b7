package net.boincwrapper.cli.circuit;

import java.util.Optional;
import net.boincwrapper.cli.circuit.syntax.Place;

/** Something that is known of a circuit, or the reason why it is not; never a guess. */
public sealed interface Fact<T> {
  /** It is this. */
  record Known<T>(T is) implements Fact<T> {
    @Override
    public String toString() {
      return is.toString();
    }
  }

  /**
   * It cannot be told from the file.
   *
   * @param place where it becomes unknown
   * @param reason in words that complete "unknown, because …"
   */
  record Unknown<T>(Place place, String reason) implements Fact<T> {
    /** {@code unknown (circuit.qasm:7:5: the angle is an input)}. */
    @Override
    public String toString() {
      return "unknown (" + place + ": " + reason + ")";
    }
  }

  static <T> Fact<T> known(T is) {
    return new Known<>(is);
  }

  static <T> Fact<T> unknown(Place place, String reason) {
    return new Unknown<>(place, reason);
  }

  default Optional<T> value() {
    return this instanceof Known<T> known ? Optional.of(known.is()) : Optional.empty();
  }
}
