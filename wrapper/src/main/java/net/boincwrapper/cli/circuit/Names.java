package net.boincwrapper.cli.circuit;

import java.util.Set;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.job.Spelling;
import org.jspecify.annotations.Nullable;

/** Looks names up, and says which are not there. */
final class Names {
  private final Walk walk;

  Names(Walk walk) {
    this.walk = walk;
  }

  /** What it stands for; null: nothing, which has been said. */
  @Nullable Symbol find(Place place, String name) {
    @Nullable Symbol symbol = walk.scope.find(name);
    if (symbol == null) {
      Set<String> known = walk.scope.visible();
      known.addAll(Functions.names());
      walk.faults.add(place, "\"" + name + "\" is not declared" + hint(name, known));
    }
    return symbol;
  }

  /** What may have been meant; of a name of one or two letters anything may be. */
  static String hint(String name, Set<String> known) {
    return name.length() < 3 ? "" : Spelling.hint(name, known);
  }

  /** Declares it, unless it is there already. */
  void declare(Place place, String name, Symbol symbol) {
    @Nullable Symbol before = walk.scope.own(name);
    if (before != null && !(before instanceof Symbol.Broken) && !mayBeReplaced(before, symbol)) {
      walk.faults.add(
          place,
          "\"" + name + "\" is declared already, as " + before.kind() + "; take another name");
      return;
    }
    walk.scope.put(name, symbol);
  }

  /**
   * Qiskit and others write definitions of gates that came into {@code qelib1.inc} only after the
   * paper, and of these each file may have its own.
   */
  private boolean mayBeReplaced(Symbol before, Symbol now) {
    return before instanceof Symbol.Gate old
        && now instanceof Symbol.Gate
        && old.elementary()
        && (walk.inLibrary || (walk.isQasm2() && !GateTable.isOfThePaper(old.name())));
  }
}
