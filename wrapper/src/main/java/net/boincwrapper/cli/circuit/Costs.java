package net.boincwrapper.cli.circuit;

import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** What one application comes to in elementary gates. */
final class Costs {
  private Costs() {}

  /** Nothing where it cannot be told, which is then said. */
  static Cost of(Application application, Effects effects) {
    Symbol.Gate gate = application.gate();
    Place place = application.place();
    if (gate.elementary()) {
      return Cost.one(gate.qubits() + application.controls());
    }
    @Nullable Cost once = gate.cost();
    if (once == null) {
      effects.unknown(
          Figure.ELEMENTARY, place, "what " + gate.name() + " consists of cannot be told");
      return Cost.NOTHING;
    }
    try {
      return once.times(repetitions(application)).controlled(application.controls());
    } catch (ArithmeticException e) {
      effects.unknown(
          Figure.ELEMENTARY, place, "how often " + gate.name() + " is repeated cannot be told");
      return Cost.NOTHING;
    }
  }

  /**
   * How often a definition is done.
   *
   * @throws ArithmeticException if its powers are not known, or no whole numbers
   */
  static long repetitions(Application application) {
    long times = 1;
    for (Value power : application.powers()) {
      times = Math.multiplyExact(times, Math.absExact(whole(power)));
    }
    return times;
  }

  private static long whole(Value power) {
    if (power instanceof Value.Int number) {
      return number.is();
    }
    if (power instanceof Value.Real number
        && number.is() == Math.rint(number.is())
        && Math.abs(number.is()) < Numbers.EXACT) {
      return (long) number.is();
    }
    throw new ArithmeticException("no whole number");
  }
}
