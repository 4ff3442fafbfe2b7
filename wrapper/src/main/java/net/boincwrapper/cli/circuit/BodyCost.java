package net.boincwrapper.cli.circuit;

import net.boincwrapper.cli.circuit.syntax.Place;
import org.jspecify.annotations.Nullable;

/** Adds up what the body of a gate's definition comes to. */
final class BodyCost extends GateEffects {
  private Cost sum = Cost.NOTHING;
  private boolean unknown;

  /** Null: it cannot be told. */
  @Nullable Cost sum() {
    return unknown ? null : sum;
  }

  @Override
  public void gate(Application application, int[] condition) {
    try {
      sum = sum.plus(Costs.of(application, this));
    } catch (ArithmeticException e) {
      unknown = true;
    }
  }

  @Override
  public void unknown(Figure figure, Place place, String reason) {
    unknown = true;
  }
}
