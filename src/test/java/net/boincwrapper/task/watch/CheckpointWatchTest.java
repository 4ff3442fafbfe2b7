package net.boincwrapper.task.watch;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.Stage;
import net.boincwrapper.task.turn.Mailbox;
import org.junit.jupiter.api.Test;

class CheckpointWatchTest {
  private static final SortedMap<String, FileStat> NOTHING = Collections.emptySortedMap();

  private final Stage stage = new Stage();
  private final Mailbox nothing = new Mailbox();
  private boolean held;
  private int looks;

  @Test
  void aSetIsCompleteOnceItHasChangedAndRests() {
    CheckpointWatch watch = watch("state.npz", "step_*.json");
    assertThat(completions(watch, seconds(5))).isZero();
    write("state.npz", "one");
    assertThat(completions(watch, seconds(5))).isEqualTo(1);
    write("step_7.json", "seven");
    assertThat(completions(watch, seconds(5))).isEqualTo(1);
    assertThat(watch.complete().keySet()).containsExactly("state.npz", "step_7.json");
    assertThat(completions(watch, seconds(5))).as("nothing new").isZero();
  }

  @Test
  void whateverTheMomentOfTheLastWriteItIsNoticedWithinHalfASecond() {
    CheckpointWatch watch = watch("state.npz");
    for (int turns = 1; turns <= 7; turns++) {
      completions(watch, millis(100L * turns));
      write("state.npz", "x".repeat(turns));
      assertThat(completions(watch, millis(400))).isEqualTo(1);
    }
  }

  @Test
  void whateverTheMomentOfARenameItIsNoticedWithinTwoTurns() {
    write("state.npz", "0");
    CheckpointWatch watch = watch("state.npz");
    completions(watch, millis(300));
    for (int turns = 1; turns <= 7; turns++) {
      completions(watch, millis(100L * turns));
      replace("state.npz", "0");
      assertThat(completions(watch, millis(200))).isEqualTo(1);
    }
  }

  @Test
  void aFileThatGrowsAtEachLookDoesNotRest() {
    CheckpointWatch watch = watch("state.npz");
    for (int i = 1; i <= 10; i++) {
      write("state.npz", "x".repeat(i));
      assertThat(completions(watch, millis(200))).isZero();
    }
    assertThat(completions(watch, millis(400))).isEqualTo(1);
  }

  @Test
  void aFileThatIsReplacedAtEachLookIsCompleteEachTime() {
    write("state.npz", "0");
    CheckpointWatch watch = watch("state.npz");
    completions(watch, millis(200));
    for (int i = 1; i <= 10; i++) {
      replace("state.npz", String.valueOf(i));
      assertThat(completions(watch, millis(200))).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsRemovedAndWrittenAnewIsNotCompleteWhileItIsHeldOpen() {
    write("state.npz", "0");
    CheckpointWatch watch = watch("state.npz");
    completions(watch, millis(200));
    replace("state.npz", "ha");
    held = true;
    assertThat(completions(watch, millis(400))).isZero();
    write("state.npz", "half");
    held = false;
    assertThat(completions(watch, millis(400))).isEqualTo(1);
  }

  @Test
  void ofSeveralReplacedFilesAnotherMayBeAboutToFollow() {
    write("a", "0");
    write("b", "0");
    CheckpointWatch watch = watch("a", "b");
    completions(watch, millis(200));
    replace("a", "1");
    assertThat(completions(watch, millis(200))).isZero();
    replace("b", "1");
    assertThat(completions(watch, millis(200))).isZero();
    assertThat(completions(watch, millis(200))).isEqualTo(1);
  }

  @Test
  void aFileThatIsHeldOpenIsCompleteAfterASecondOfRestSoThatOneNeverClosedIsSealedToo() {
    CheckpointWatch watch = watch("state.h5");
    held = true;
    write("state.h5", "x");
    assertThat(completions(watch, millis(1100))).isZero();
    assertThat(completions(watch, millis(300))).isEqualTo(1);
    assertThat(completions(watch, seconds(5))).isZero();
  }

  @Test
  void aWriterWhoThinksWhileHoldingItsFileOpenIsWaitedFor() {
    CheckpointWatch watch = watch("state.npz");
    held = true;
    for (int i = 1; i <= 5; i++) {
      write("state.npz", "x".repeat(i));
      assertThat(completions(watch, millis(800))).isZero();
    }
    held = false;
    assertThat(completions(watch, millis(200))).as("closed").isEqualTo(1);
  }

  /** It is about to follow: an app may take its time between two renames. */
  @Test
  void aSetOfWhichOneFileHasChangedRestsNotWhileAnotherIsHeldOpen() {
    write("a", "0");
    write("b", "0");
    CheckpointSet set = set("a", "b");
    WriterCheck holdsB = files -> held && files.containsKey("b");
    CheckpointWatch watch = new CheckpointWatch(stage.clock, set, holdsB, set.look());
    held = true;
    replace("a", "1");
    assertThat(completions(watch, millis(800))).isZero();
    replace("b", "1");
    held = false;
    assertThat(completions(watch, millis(400))).isEqualTo(1);
  }

  /** It holds nothing open any more, and its engine may tell late. */
  @Test
  void theRestOfAnAppThatWasKilledIsNone() {
    write("a", "0");
    write("b", "0");
    boolean[] runs = {true};
    WriterCheck writers =
        new WriterCheck() {
          @Override
          public boolean holdsOne(SortedMap<String, FileStat> files) {
            return false;
          }

          @Override
          public boolean appRuns() {
            return runs[0];
          }
        };
    CheckpointSet set = set("a", "b");
    CheckpointWatch watch = new CheckpointWatch(stage.clock, set, writers, set.look());
    replace("a", "1");
    runs[0] = false;
    assertThat(completions(watch, seconds(5))).isZero();
    assertThat(watch.complete()).as("what was complete before").isNotEqualTo(set.look());
    runs[0] = true;
    assertThat(completions(watch, millis(400))).isEqualTo(1);
  }

  /** Between two renames, on a computer that somebody uses. */
  @Test
  void theRestOfAnAppThatWantsToRunAndIsNotLetIsNone() {
    write("a", "0");
    write("b", "0");
    CheckpointSet set = set("a", "b");
    boolean[] stalled = {true};
    CheckpointWatch watch =
        new CheckpointWatch(stage.clock, set, stalling(() -> stalled[0]), set.look());
    replace("a", "1");
    assertThat(completions(watch, seconds(9))).isZero();
    replace("b", "1");
    stalled[0] = false;
    assertThat(completions(watch, millis(400))).isEqualTo(1);
  }

  /** A thread that ran after the first file may stand still before the second. */
  @Test
  void whetherAThreadIsKeptFromRunningIsAskedSinceTheLookBefore() {
    CheckpointSet set = set("a", "b");
    int[] notes = {0};
    int[] stalledAt = {0};
    WriterCheck writers =
        new WriterCheck() {
          @Override
          public boolean holdsOne(SortedMap<String, FileStat> files) {
            return false;
          }

          @Override
          public BooleanSupplier stall() {
            int note = ++notes[0];
            return () -> note == stalledAt[0];
          }
        };
    CheckpointWatch watch = new CheckpointWatch(stage.clock, set, writers, set.look());
    write("a", "1");
    for (int look = 0; look < 20; look++) {
      assertThat(completions(watch, millis(200))).as("look %d", look).isZero();
      stalledAt[0] = notes[0];
    }
    assertThat(completions(watch, millis(200))).as("by the note of the look before").isZero();
    assertThat(completions(watch, millis(200))).isEqualTo(1);
  }

  @Test
  void anAppOfWhichSomeThreadAlwaysWaitsIsSealedToo() {
    CheckpointSet set = set("a", "b");
    CheckpointWatch watch = new CheckpointWatch(stage.clock, set, stalling(() -> true), set.look());
    write("a", "1");
    assertThat(completions(watch, seconds(11))).isEqualTo(1);
  }

  @Test
  void theThreadsAreNotLookedAtWhileNothingIsNew() {
    CheckpointSet set = set("a", "b");
    int[] notes = {0};
    WriterCheck writers =
        stalling(
            () -> {
              throw new AssertionError("asked though nothing is new");
            },
            notes);
    CheckpointWatch watch = new CheckpointWatch(stage.clock, set, writers, set.look());
    completions(watch, seconds(9));
    assertThat(notes[0]).isZero();
  }

  private static WriterCheck stalling(BooleanSupplier stalled) {
    return stalling(stalled, new int[1]);
  }

  private static WriterCheck stalling(BooleanSupplier stalled, int[] notes) {
    return new WriterCheck() {
      @Override
      public boolean holdsOne(SortedMap<String, FileStat> files) {
        return false;
      }

      @Override
      public BooleanSupplier stall() {
        notes[0]++;
        return stalled;
      }
    };
  }

  @Test
  void aPauseIsNoRest() {
    CheckpointWatch watch = watch("state.npz");
    completions(watch, millis(400));
    write("state.npz", "half of it");
    assertThat(completions(watch, millis(200))).isZero();
    pass(seconds(60));
    assertThat(completions(watch, millis(200))).as("just unpaused").isZero();
    write("state.npz", "all of it, now that it may");
    assertThat(completions(watch, millis(200))).isZero();
    assertThat(completions(watch, millis(200))).isEqualTo(1);
  }

  @Test
  void aShortPauseThatTheWatchIsToldOfIsNoRestEither() {
    CheckpointWatch watch = watch("state.npz");
    held = true;
    write("state.npz", "half of it");
    assertThat(completions(watch, millis(1000))).isZero();
    watch.paused();
    assertThat(completions(watch, millis(1000))).isZero();
    assertThat(completions(watch, millis(300))).isEqualTo(1);
  }

  @Test
  void whatIsKnownAtTheStartIsNoNewCheckpoint() {
    write("state.npz", "of an earlier start");
    assertThat(completions(watch("state.npz"), seconds(5))).isZero();
  }

  @Test
  void whatIsThereAtTheStartAndNotKnownIsOne() {
    write("state.npz", "of an earlier start");
    CheckpointWatch watch =
        new CheckpointWatch(stage.clock, set("state.npz"), WriterCheck.BLIND, NOTHING);
    assertThat(completions(watch, seconds(5))).isEqualTo(1);
  }

  @Test
  void aFileThatLeavesTheSetMakesANewCheckpoint() throws Exception {
    write("a1", "x");
    write("a2", "x");
    CheckpointWatch watch = watch("a*");
    completions(watch, millis(400));
    Files.delete(stage.slot.directory().resolve("a1"));
    assertThat(completions(watch, millis(400))).isEqualTo(1);
    assertThat(watch.complete()).containsOnlyKeys("a2");
  }

  @Test
  void whatWasWrittenLastIsCompleteWhenTheAppHasEnded() {
    CheckpointWatch watch = watch("deep/*/state");
    held = true;
    write("deep/a/state", "x");
    assertThat(watch.atRest()).isTrue();
    assertThat(watch.atRest()).isFalse();
    assertThat(watch.complete()).containsOnlyKeys("deep/a/state");
  }

  @Test
  void anEmptySetIsNoCheckpoint() {
    write("other", "x");
    CheckpointWatch watch = watch("state.npz");
    assertThat(completions(watch, seconds(5))).isZero();
    assertThat(watch.atRest()).isFalse();
  }

  @Test
  void theSetIsLookedAtFiveTimesASecond() {
    CheckpointSet set = set("state.npz");
    CheckpointWatch watch =
        new CheckpointWatch(
            stage.clock,
            () -> {
              looks++;
              return set.look();
            },
            WriterCheck.BLIND,
            NOTHING);
    completions(watch, seconds(10));
    assertThat(looks).isEqualTo(50);
  }

  @Test
  void toAskWhoWritesTakesTimeAndDelaysNoLook() {
    CheckpointSet set = set("state.npz");
    CheckpointWatch watch =
        new CheckpointWatch(stage.clock, set, writersThatTakeATurnToAsk(), set.look());
    completions(watch, millis(400));
    write("state.npz", "x");
    assertThat(completions(watch, millis(600))).isEqualTo(1);
  }

  private WriterCheck writersThatTakeATurnToAsk() {
    return new WriterCheck() {
      @Override
      public boolean holdsOne(SortedMap<String, FileStat> files) {
        return false;
      }

      @Override
      public BooleanSupplier stall() {
        stage.clock.await(nothing);
        return () -> false;
      }
    };
  }

  @Test
  void aFingerprintTellsSetsApartAndNothingElse() {
    write("a", "x");
    String first = CheckpointWatch.fingerprint(set("a").look());
    assertThat(first).hasSize(64).isEqualTo(CheckpointWatch.fingerprint(set("a").look()));
    assertThat(CheckpointWatch.fingerprint(NOTHING)).isNotEqualTo(first);
    replace("a", "x");
    String second = CheckpointWatch.fingerprint(set("a").look());
    write("b", "x");
    String third = CheckpointWatch.fingerprint(set("a", "b").look());
    assertThat(Set.of(first, second, third)).hasSize(3);
  }

  private CheckpointWatch watch(String... globs) {
    CheckpointSet set = set(globs);
    return new CheckpointWatch(stage.clock, set, files -> held, set.look());
  }

  private CheckpointSet set(String... globs) {
    return new CheckpointSet(stage.slot, List.of(globs), Set.of(), stage.clock);
  }

  private void write(String name, String text) {
    stage.write("/boinc/slots/0/" + name, text);
  }

  private void replace(String name, String text) {
    stage.replace("/boinc/slots/0/" + name, text);
  }

  private int completions(CheckpointWatch watch, Duration time) {
    int completions = 0;
    for (long end = stage.clock.nanos() + time.toNanos(); stage.clock.nanos() < end; ) {
      stage.clock.await(nothing);
      completions += watch.tick() ? 1 : 0;
    }
    return completions;
  }

  private void pass(Duration time) {
    for (long end = stage.clock.nanos() + time.toNanos(); stage.clock.nanos() < end; ) {
      stage.clock.await(nothing);
    }
  }
}
