package net.boincwrapper.cli.circuit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Decides whether gates are Clifford gates: each elementary one by its matrix. */
final class CliffordCheck {
  /** Verdicts that are kept. */
  private static final int MOST = 4096;

  private static final int MOST_GATES = 1_000_000;

  private final GateDefinitions definitions;
  private final GateMatrices matrices;
  private final Map<Key, Boolean> known = new HashMap<>();
  private int looked;

  CliffordCheck(GateDefinitions definitions) {
    this.definitions = definitions;
    matrices = new GateMatrices(definitions);
  }

  private record Key(Symbol.Gate gate, int controls, List<Value> powers, List<Value> arguments) {}

  /** Null: not known, which has been said. */
  @Nullable Boolean isClifford(Application application, Verdicts verdicts) {
    Key key =
        new Key(
            application.gate(),
            application.controls(),
            application.powers(),
            application.arguments());
    @Nullable Boolean before = known.get(key);
    if (before != null) {
      return before;
    }
    @Nullable Boolean is = decide(application, verdicts);
    if (is != null && known.size() < MOST) {
      known.put(key, is);
    }
    return is;
  }

  private @Nullable Boolean decide(Application application, Verdicts verdicts) {
    if (looked++ > MOST_GATES) {
      return unknown(application, verdicts, "more than " + MOST_GATES + " gates were looked at");
    }
    if (application.gate().elementary()) {
      return byMatrix(application, verdicts);
    }
    if (application.gate().body() == null) {
      return unknown(application, verdicts, application.gate().name() + " is opaque");
    }
    return byDefinition(application, verdicts);
  }

  private @Nullable Boolean byMatrix(Application application, Verdicts verdicts) {
    @Nullable Matrix matrix = matrices.of(application);
    if (matrix == null) {
      return unknown(application, verdicts, why(application));
    }
    // With more than two controls, only the identity is a Clifford gate.
    return application.controls() > 2
        ? matrix.isIdentity()
        : Pauli.isPreservedBy(matrix.controlled(application.controls()));
  }

  private static String why(Application application) {
    for (List<Value> values : List.of(application.arguments(), application.powers())) {
      for (Value value : values) {
        if (value instanceof Value.Unknown unknown) {
          return unknown.reason();
        }
      }
    }
    return "this power of " + application.gate().name() + " is not computed";
  }

  private @Nullable Boolean byDefinition(Application application, Verdicts verdicts) {
    try {
      if (Costs.repetitions(application) == 0) {
        return true;
      }
    } catch (ArithmeticException e) {
      return unknown(application, verdicts, why(application));
    }
    Body body = new Body(application, verdicts);
    definitions.follow(application.gate(), application.arguments(), body);
    return body.all;
  }

  private static @Nullable Boolean unknown(
      Application application, Verdicts verdicts, String reason) {
    verdicts.unknown(Figure.CLIFFORD, application.place(), reason);
    return null;
  }

  /** All gates of a definition; one that is no Clifford gate decides. */
  private final class Body extends GateEffects {
    private final Application outer;
    private final Verdicts verdicts;
    private @Nullable Boolean all = true;

    Body(Application outer, Verdicts verdicts) {
      this.outer = outer;
      this.verdicts = verdicts;
    }

    @Override
    public void gate(Application application, int[] condition) {
      if (Boolean.FALSE.equals(all)) {
        return;
      }
      @Nullable Boolean is = isClifford(application.controlled(outer.controls()), verdicts);
      all = Boolean.TRUE.equals(is) ? all : is;
    }

    @Override
    public void unknown(Figure figure, Place place, String reason) {
      all = Boolean.FALSE.equals(all) ? all : CliffordCheck.unknown(outer, verdicts, reason);
    }
  }
}
