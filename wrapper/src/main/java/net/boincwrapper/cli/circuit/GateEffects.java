package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Place;

/** Takes no notice of anything but gates: a definition of one consists of nothing else. */
abstract class GateEffects implements Effects {
  @Override
  public void measure(Place place, int qubit, int bit, int[] condition) {}

  @Override
  public void reset(Place place, int qubit, int[] condition) {}

  @Override
  public void delay(Place place, int[] qubits, int[] condition) {}

  @Override
  public void barrier(int[] qubits) {}

  @Override
  public void conditional() {
    unknown(Place.whole(""), "a condition in a gate");
  }

  @Override
  public Effects fork() {
    return this;
  }

  @Override
  public void join(List<Effects> ways) {}

  @Override
  public void repeat(Effects way, Place place, String reason) {}
}
