package net.boincwrapper.cli.circuit.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong; one complaint for each place, and not more than a person reads. */
public final class Faults {
  private static final int MOST = 100;

  /** Names may be as long as the file. */
  private static final int LONGEST = 400;

  private final List<CircuitProblem> found = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();
  private boolean more;

  public void add(Place place, String message) {
    if (found.size() == MOST) {
      more |= !places.contains(place);
      return;
    }
    if (places.add(place)) {
      found.add(new CircuitProblem(place, shortened(message)));
    }
  }

  private static String shortened(String message) {
    int half = LONGEST / 2;
    return message.length() <= LONGEST
        ? message
        : message.substring(0, half) + "…" + message.substring(message.length() - half);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether nothing more is taken. */
  boolean isFull() {
    return more;
  }

  /** In order of file, line and column. */
  public List<CircuitProblem> sorted() {
    List<CircuitProblem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing(
            CircuitProblem::place,
            Comparator.comparing(Place::file)
                .thenComparingInt(Place::line)
                .thenComparingInt(Place::column)));
    if (more) {
      Place last = sorted.get(sorted.size() - 1).place();
      sorted.add(
          new CircuitProblem(
              Place.whole(last.file()), "more problems follow; these are the first " + MOST));
    }
    return sorted;
  }
}
