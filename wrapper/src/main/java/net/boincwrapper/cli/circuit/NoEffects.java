package net.boincwrapper.cli.circuit;

import net.boincwrapper.cli.circuit.syntax.Place;

/** For statements that are only looked at for mistakes. */
final class NoEffects extends GateEffects {
  static final Effects NONE = new NoEffects();

  private NoEffects() {}

  @Override
  public void gate(Application application, int[] condition) {}

  @Override
  public void unknown(Figure figure, Place place, String reason) {}
}
