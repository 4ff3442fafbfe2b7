package net.boincwrapper.task.judge;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose doing an end was: the app's own, or an interruption, after which the app starts again from
 * its checkpoint. The exit code alone does not tell: an app that traps SIGTERM may exit with 0 when
 * the host goes down.
 *
 * @param interruption false: the app's own end
 * @param reason one line for people
 */
record Attribution(boolean interruption, String reason) {
  private static final int LOST_BY_ENGINE = 255;

  /** 128 plus HUP, INT, KILL, TERM. */
  private static final Set<Integer> KILLED = Set.of(129, 130, 137, 143);

  private static final List<Row> TABLE =
      List.of(
          new Row("we asked for it", Evidence::asked),
          new Row("the engine sent it a signal", Evidence::killEvent),
          // Podman's word is -1 where its monitor was killed, too (5.4.2, {@code
          // libpod/container_internal.go:waitForConmonToExitAndSave}); or 0, and no time of an end,
          // where it takes the loss of its runtime directory for a reboot ({@code
          // resetContainerState}).
          new Row("the engine did not see how it ended", Evidence::lost),
          new Row(
              "nobody watched, and the host restarted meanwhile or may have",
              e -> !e.watched() && e.boot() != Continuity.SAME),
          new Row(
              "nobody watched, and the engine restarted meanwhile or may have",
              e -> !e.watched() && e.engine() != Continuity.SAME),
          new Row(
              "nobody watched, and the engine has forgotten the end",
              e -> !e.watched() && !e.endRemembered()),
          // An engine that comes back reports 255 for a container that it lost (measured after a
          // power cut).
          new Row(
              "the engine restarted and lost it",
              e -> e.exitCode() == LOST_BY_ENGINE && e.engine() == Continuity.CHANGED),
          new Row(
              "a signal from outside killed it",
              e -> KILLED.contains(e.exitCode()) && !e.oomKilled()),
          new Row("the host, the client or the engine was going away", Evidence::partedSoonAfter));

  /**
   * The first row that holds says why it was an interruption; if none does, the end is the app's
   * own.
   */
  static Attribution of(Evidence evidence) {
    return TABLE.stream()
        .filter(row -> row.holds().test(evidence))
        .findFirst()
        .map(row -> new Attribution(true, row.reason()))
        .orElseGet(() -> new Attribution(false, ownEnd(evidence)));
  }

  /** A process that only had a child killed ends with a code of its own. */
  private static String ownEnd(Evidence evidence) {
    return evidence.oomKilled() && KILLED.contains(evidence.exitCode())
        ? "the app was killed for its memory"
        : "the app ended by itself";
  }

  private record Row(String reason, Predicate<Evidence> holds) {}
}
