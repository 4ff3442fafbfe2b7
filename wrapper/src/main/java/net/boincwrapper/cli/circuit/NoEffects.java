package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Place;

/** For statements that are only looked at for mistakes. */
final class NoEffects implements Effects {
  static final Effects NONE = new NoEffects();

  private NoEffects() {}

  @Override
  public void gate(Application application, int[] condition) {}

  @Override
  public void measure(Place place, int qubit, int bit, int[] condition) {}

  @Override
  public void reset(Place place, int qubit, int[] condition) {}

  @Override
  public void delay(Place place, int[] qubits, int[] condition) {}

  @Override
  public void barrier(int[] qubits) {}

  @Override
  public void unknown(Figure figure, Place place, String reason) {}

  @Override
  public void conditional() {}

  @Override
  public Effects fork() {
    return this;
  }

  @Override
  public void join(List<Effects> ways) {}

  @Override
  public void repeat(Effects way, Place place, String reason) {}
}
