package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.RunLog.Seen;

/**
 * What the app wrote into a file, in the order of the undisturbed run. An app that goes on from its
 * checkpoint writes what came after it, and nothing that came before. Neither load nor sleep makes
 * a difference; an app that never writes the same twice is not judged.
 */
record ContentEvidence(RunLog log, RunFacts undisturbed) implements Evidence.Source {
  /** So many contents must have come before the checkpoint in both runs: a look may miss one. */
  private static final int LEAST_BEFORE = 3;

  /** One may be what the app writes at each start. */
  private static final int LEAST_AGAIN = 2;

  @Override
  public Optional<Evidence> about(Start start) {
    List<Evidence> found = new ArrayList<>();
    for (String file : log.files()) {
      about(file, start).ifPresent(found::add);
    }
    return found.stream()
        .filter(one -> one.resumption() == Recovery.Resumption.FROM_ZERO)
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private Optional<Evidence> about(String file, Start start) {
    List<String> order = order(file);
    List<Integer> before = places(order, file, Duration.ofNanos(-1), start.hit());
    int given = given(order, file, start);
    List<Integer> after = places(order, file, start.restart(), start.until());
    Set<Integer> again = new HashSet<>(after);
    again.retainAll(before);
    if (distinct(again, 0, given / 2) >= LEAST_AGAIN && isCheckpoint(file)) {
      return Evidence.fromZero(file + " was written again as it had been long before");
    }
    boolean wentOn = after.stream().anyMatch(place -> place > given);
    return distinct(before, 0, given) >= LEAST_BEFORE && distinct(after, 0, given) == 0 && wentOn
        ? Evidence.resumed(file + " went on as in the undisturbed run")
        : Optional.empty();
  }

  /** Contents of the undisturbed run, without those that come back. */
  private List<String> order(String file) {
    List<String> all = undisturbed.log().seen(file).map(Seen::content).toList();
    return all.stream().filter(one -> all.indexOf(one) == all.lastIndexOf(one)).toList();
  }

  private List<Integer> places(List<String> order, String file, Duration from, Duration to) {
    return log.seen(file)
        .filter(RunLog.within(from, to))
        .map(seen -> order.indexOf(seen.content()))
        .filter(place -> place >= 0)
        .toList();
  }

  /**
   * The place of what the app was given: of the file as it was at the start or, if the undisturbed
   * run had none like it, of the last one before the checkpoint was sealed.
   */
  private int given(List<String> order, String file, Start start) {
    int place =
        RunLog.lastUntil(log.seen(file), start.restart())
            .map(seen -> order.indexOf(seen.content()))
            .orElse(-1);
    return place >= 0
        ? place
        : places(order, file, Duration.ofNanos(-1), start.from().at()).stream()
            .max(Integer::compare)
            .orElse(-1);
  }

  private boolean isCheckpoint(String file) {
    return log.seen(file).anyMatch(Seen::checkpoint);
  }

  private static long distinct(Collection<Integer> places, int from, int to) {
    return places.stream().filter(place -> place >= from && place < to).distinct().count();
  }
}
