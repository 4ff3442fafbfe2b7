package net.boincwrapper.cli.circuit;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.circuit.syntax.Place;
import org.jspecify.annotations.Nullable;

/** Counts what a circuit does. */
final class Tally implements Effects {
  private static final String MUCH = "the count has more than 63 bits";

  private final Verdicts verdicts;
  private final Counts counts = new Counts();
  private final Wires wires;
  private final BitSet measured;

  Tally(Verdicts verdicts) {
    this(verdicts, new Wires(), new BitSet());
  }

  private Tally(Verdicts verdicts, Wires wires, BitSet measured) {
    this.verdicts = verdicts;
    this.wires = wires;
    this.measured = measured;
  }

  @Override
  public void gate(Application application, int[] condition) {
    if (application.qubits().length == 0) {
      return;
    }
    Place place = application.place();
    counts.add(Counts.GATES, 1);
    used(place, application.qubits());
    deeper(place, application.qubits(), condition);
    if (application.gate().elementary()) {
      counts.add(Counts.elementary(application.qubits().length), 1);
    } else {
      Costs.of(application, this).forEach((qubits, times) -> elementary(place, qubits, times));
    }
    verdicts.judge(application);
  }

  private void elementary(Place place, int qubits, long times) {
    if (qubits == 0) {
      return;
    }
    try {
      counts.add(Counts.elementary(qubits), times);
    } catch (ArithmeticException e) {
      unknown(Figure.ELEMENTARY, place, MUCH);
    }
  }

  private void deeper(Place place, int[] qubits, int[] bits) {
    for (int qubit : qubits) {
      if (qubit == Operands.SOMEWHERE) {
        unknown(Figure.DEPTH, place, Operands.WHICH);
      }
    }
    wires.align(1, qubits, bits);
  }

  /** A measurement of one of these qubits has not been the last of it. */
  private void used(Place place, int... qubits) {
    for (int qubit : qubits) {
      if (qubit == Operands.SOMEWHERE && !measured.isEmpty()) {
        unknown(Figure.MID_CIRCUIT, place, Operands.WHICH);
      } else if (qubit >= 0 && measured.get(qubit)) {
        verdicts.midCircuit();
      }
    }
  }

  @Override
  public void measure(Place place, int qubit, int bit, int[] condition) {
    counts.add(Counts.MEASUREMENTS, 1);
    used(place, qubit);
    if (qubit == Operands.SOMEWHERE) {
      unknown(Figure.DEPTH, place, Operands.WHICH);
      unknown(Figure.MID_CIRCUIT, place, Operands.WHICH);
    } else {
      measured.set(qubit);
    }
    wires.align(1, new int[] {qubit, bit}, condition);
  }

  @Override
  public void reset(Place place, int qubit, int[] condition) {
    counts.add(Counts.RESETS, 1);
    used(place, qubit);
    deeper(place, new int[] {qubit}, condition);
  }

  @Override
  public void delay(Place place, int[] qubits, int[] condition) {
    deeper(place, qubits, condition);
  }

  @Override
  public void barrier(int[] qubits) {
    wires.align(0, qubits);
  }

  @Override
  public void fresh(int[] bits) {
    for (int bit : bits) {
      wires.set(bit, 0, 0);
    }
  }

  @Override
  public void unknown(Figure figure, Place place, String reason) {
    verdicts.unknown(figure, place, reason);
  }

  @Override
  public void conditional() {
    verdicts.conditional();
  }

  @Override
  public Tally fork() {
    return new Tally(verdicts, wires.fork(), (BitSet) measured.clone());
  }

  @Override
  public void join(List<Effects> ways) {
    List<Tally> tallies = ways.stream().map(Tally.class::cast).toList();
    counts.addOneOf(tallies.stream().map(way -> way.counts).toList());
    wires.join(tallies.stream().map(way -> way.wires).toList());
    tallies.forEach(way -> measured.or(way.measured));
  }

  @Override
  public void repeat(Effects way, Place place, String reason) {
    Tally once = (Tally) way;
    unknownIf(once.counts.get(Counts.GATES).most() > 0, Figure.GATES, place, reason);
    unknownIf(!once.counts.elementary().isEmpty(), Figure.ELEMENTARY, place, reason);
    unknownIf(once.counts.get(Counts.MEASUREMENTS).most() > 0, Figure.MEASUREMENTS, place, reason);
    unknownIf(once.counts.get(Counts.RESETS).most() > 0, Figure.RESETS, place, reason);
    unknownIf(once.wires.isTouched(), Figure.DEPTH, place, reason);
    measured.or(once.measured);
  }

  private void unknownIf(boolean is, Figure figure, Place place, String reason) {
    if (is) {
      unknown(figure, place, reason);
    }
  }

  /**
   * Adopts one turn of a loop whose turns are all alike, and the turns that remain, if the depth of
   * these can be told.
   *
   * @return whether it could
   */
  boolean adopt(Tally turn, long remaining) {
    @Nullable Map<Integer, Long> rise = wires.rise(turn.wires);
    if (rise == null) {
      adopt(turn);
      return false;
    }
    counts.add(turn.counts, 1 + remaining);
    wires.adopt(turn.wires, rise, remaining);
    measured.or(turn.measured);
    return true;
  }

  /** Adopts one turn of a loop. */
  void adopt(Tally turn) {
    counts.add(turn.counts, 1);
    wires.adopt(turn.wires, Map.of(), 0);
    measured.or(turn.measured);
  }

  Counts counts() {
    return counts;
  }

  Count depth() {
    return wires.depth();
  }
}
