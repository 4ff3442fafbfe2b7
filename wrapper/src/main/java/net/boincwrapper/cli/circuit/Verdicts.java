package net.boincwrapper.cli.circuit;

import java.util.EnumMap;
import java.util.Map;
import net.boincwrapper.cli.circuit.syntax.Place;
import org.jspecify.annotations.Nullable;

/** What holds for the whole circuit, whichever way it goes, and which figures cannot be told. */
final class Verdicts {
  private final Map<Figure, Fact.Unknown<?>> unknown = new EnumMap<>(Figure.class);
  private final CliffordCheck check;
  private Place lastGate = Place.whole("");
  private Place notClifford = Place.whole("");
  private boolean allClifford = true;
  private boolean midCircuit;
  private boolean conditional;

  Verdicts(CliffordCheck check) {
    this.check = check;
  }

  /** The first reason is kept. */
  void unknown(Figure figure, Place place, String reason) {
    unknown.putIfAbsent(figure, new Fact.Unknown<>(place, reason));
  }

  /** One gate that is none of Clifford's decides, whatever is not known of others. */
  void judge(Application application) {
    lastGate = application.place();
    if (!allClifford) {
      return;
    }
    @Nullable Boolean is = check.isClifford(application, this);
    if (Boolean.FALSE.equals(is)) {
      allClifford = false;
      notClifford = application.place();
    }
  }

  Place lastGate() {
    return lastGate;
  }

  Place notClifford() {
    return notClifford;
  }

  void midCircuit() {
    midCircuit = true;
  }

  void conditional() {
    conditional = true;
  }

  /** A figure, unless it is unknown. */
  @SuppressWarnings("unchecked")
  <T> Fact<T> fact(Figure figure, T value) {
    Fact.@Nullable Unknown<?> reason = unknown.get(figure);
    return reason == null ? Fact.known(value) : (Fact<T>) reason;
  }

  Fact<Boolean> clifford() {
    return allClifford ? fact(Figure.CLIFFORD, true) : Fact.known(false);
  }

  Fact<Boolean> midCircuitMeasurement() {
    return midCircuit ? Fact.known(true) : fact(Figure.MID_CIRCUIT, false);
  }

  boolean isConditional() {
    return conditional;
  }
}
