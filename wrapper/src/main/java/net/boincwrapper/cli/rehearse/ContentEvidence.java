package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

  /** A checkpoint may have been older than what was there when it was sealed. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  /**
   * One file, or all of the checkpoint together: some apps write each checkpoint under a new name.
   *
   * @param name for people
   */
  private record Trace(String name, Predicate<Seen> which, boolean checkpoint, boolean single) {}

  @Override
  public Optional<Evidence> about(Start start) {
    List<Evidence> found =
        traces().map(trace -> about(trace, start)).flatMap(Optional::stream).toList();
    return found.stream()
        .filter(one -> one.resumption() == Recovery.Resumption.FROM_ZERO)
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private Stream<Trace> traces() {
    Stream<Trace> single =
        log.files().stream()
            .map(
                file ->
                    new Trace(
                        file,
                        seen -> seen.file().equals(file),
                        log.seen(file).anyMatch(Seen::checkpoint),
                        true));
    return Stream.concat(
        single, Stream.of(new Trace("the checkpoint", Seen::checkpoint, true, false)));
  }

  private Optional<Evidence> about(Trace trace, Start start) {
    List<String> order = order(trace);
    List<Integer> before = places(order, trace, Duration.ofNanos(-1), start.hit());
    int given = given(order, trace, start);
    List<Integer> after = places(order, trace, start.restart(), start.until());
    Set<Integer> again = new HashSet<>(after);
    again.retainAll(before);
    if (trace.checkpoint() && distinct(again, 0, given / 2) >= LEAST_AGAIN) {
      return Evidence.fromZero(trace.name() + " was written again as it had been long before");
    }
    boolean wentOn = after.stream().anyMatch(place -> place > given);
    return distinct(before, 0, given) >= LEAST_BEFORE && distinct(after, 0, given) == 0 && wentOn
        ? Evidence.resumed(trace.name() + " went on as in the undisturbed run")
        : Optional.empty();
  }

  /**
   * What is written before it may be what the app writes at each start, in files of their own; who
   * starts from zero writes what comes later again, too.
   */
  private boolean isLaterThanTheFirstCheckpoint(Seen seen) {
    return undisturbed.checkpoints().isEmpty()
        || seen.at().compareTo(undisturbed.checkpoints().get(0)) > 0;
  }

  /** Contents of the undisturbed run, without those that come back later. */
  private List<String> order(Trace trace) {
    Map<String, String> last = new HashMap<>();
    List<String> all =
        undisturbed
            .log()
            .all(Seen.class)
            .filter(trace.which())
            .filter(seen -> trace.single() || isLaterThanTheFirstCheckpoint(seen))
            .filter(seen -> !seen.content().equals(last.put(seen.file(), seen.content())))
            .map(ContentEvidence::mark)
            .toList();
    return all.stream().filter(one -> all.indexOf(one) == all.lastIndexOf(one)).toList();
  }

  private List<Integer> places(List<String> order, Trace trace, Duration from, Duration to) {
    return log.all(Seen.class)
        .filter(trace.which())
        .filter(RunLog.within(from, to))
        .map(seen -> order.indexOf(mark(seen)))
        .filter(place -> place >= 0)
        .toList();
  }

  private static String mark(Seen seen) {
    return seen.file() + " " + seen.content();
  }

  /**
   * The place of what the app was given: of the file as it was at the start or, if the undisturbed
   * run had none like it, of the last one before the checkpoint was sealed.
   */
  private int given(List<String> order, Trace trace, Start start) {
    Optional<Integer> atStart =
        trace.single()
            ? RunLog.lastUntil(log.all(Seen.class).filter(trace.which()), start.restart())
                .map(seen -> order.indexOf(mark(seen)))
                .filter(place -> place >= 0)
            : Optional.empty();
    Duration sealed = start.from().at().minus(AHEAD);
    return atStart.orElseGet(
        () ->
            places(order, trace, Duration.ofNanos(-1), sealed).stream()
                .max(Integer::compare)
                .orElse(-1));
  }

  private static long distinct(Collection<Integer> places, int from, int to) {
    return places.stream().filter(place -> place >= from && place < to).distinct().count();
  }
}
