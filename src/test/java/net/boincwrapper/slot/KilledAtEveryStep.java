package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.NOW;
import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The wrapper is killed before and after each single effect on the disk; what its next life finds
 * is always a sealed checkpoint as a whole.
 */
abstract class KilledAtEveryStep {
  private static final Map<String, String> ONE = Map.of("state", "one", "sub/progress", "1");
  private static final Map<String, String> TWO = Map.of("state", "two", "sub/progress", "2");
  private static final Map<String, String> THREE = Map.of("state", "three", "new", "3");
  private static final int BEYOND_ANY_LAST_STEP = 2000;

  /** The live files before a restore. */
  private Map<String, String> untouched = Map.of();

  /** Dead stays dead: what a dying thread wants to clear up is not cleared up either. */
  private static final class Killer implements Steps {
    private final Predicate<String> fatal;
    private boolean dead;

    Killer(Predicate<String> fatal) {
      this.fatal = fatal;
    }

    static Killer after(int steps) {
      AtomicInteger left = new AtomicInteger(steps);
      return new Killer(effect -> left.getAndDecrement() == 0);
    }

    @Override
    public void at(String effect) {
      dead = dead || fatal.test(effect);
      if (dead) {
        throw new KilledException(effect);
      }
    }
  }

  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException(String effect) {
      super(effect);
    }
  }

  private interface Work {
    void on(Checkpoints checkpoints) throws Exception;
  }

  private interface Check {
    void of(CheckpointFiles app) throws Exception;
  }

  final void whileItSealsTheFirstOne() throws Exception {
    everyStep(
        app -> write(app, ONE),
        checkpoints -> checkpoints.seal(order()),
        app -> {
          assertNewestIsWhole(app, Map.of(), ONE);
          assertSealsOn(app, ONE);
        });
  }

  final void whileItSealsTheThirdOneAndPrunes() throws Exception {
    everyStep(
        app -> {
          sealedTwice(app);
          become(app, THREE);
        },
        checkpoints -> checkpoints.seal(order()),
        app -> {
          assertNewestIsWhole(app, TWO, THREE);
          assertSealsOn(app, THREE);
        });
  }

  final void whileItSealsOverWhatAnotherDeathHasLeft() throws Exception {
    everyStep(
        app -> {
          sealedTwice(app);
          Path half = Files.createDirectory(app.slot().checkpoints().resolve("3.new"));
          Files.writeString(half.resolve("0"), "hal");
          Path gone = Files.createDirectory(app.slot().checkpoints().resolve("0.old"));
          Files.writeString(gone.resolve("1"), "");
          become(app, THREE);
        },
        checkpoints -> checkpoints.seal(order(1)),
        app -> {
          assertNewestIsWhole(app, TWO, THREE);
          assertSealsOn(app, THREE);
        });
  }

  final void whileItSealsWhatWasThereBeforeTheFirstStart() throws Exception {
    everyStep(
        app -> write(app, ONE),
        checkpoints -> checkpoints.sealFirst(new KnownLinks(List.of()), NOW, OptionalLong.empty()),
        app -> {
          app.checkpoints().sealFirst(new KnownLinks(List.of()), NOW, OptionalLong.empty());
          assertThat(app.checkpoints().verifies(0)).isTrue();
          assertThat(app.contents()).isEqualTo(ONE);
          app.checkpoints().restore(0, "to look at it");
          assertThat(app.contents()).isEqualTo(ONE);
        });
  }

  final void whileItRestoresOverTornFiles() throws Exception {
    whileItRestores(app -> write(app, Map.of("state", "to", "extra", "not sealed")), false, true);
  }

  final void whileItRestoresWhereNothingIsLeft() throws Exception {
    whileItRestores(KilledAtEveryStep::clear, false, false);
  }

  final void whileItRestoresOverWhatStandsInTheWay() throws Exception {
    whileItRestores(
        app -> {
          app.delete("state");
          app.write("state/is/a directory now", "");
          app.write("extra", "not sealed");
          app.delete("sub/progress");
          Files.delete(app.path("sub"));
          Files.createSymbolicLink(app.path("sub"), app.slot().directory());
        },
        false,
        true);
  }

  final void whileItRestoresAfterADeathInTheMiddleOfRestoringAnother() throws Exception {
    whileItRestores(
        app -> {
          write(app, Map.of("extra", "not sealed"));
          assertThat(
                  survives(
                      app,
                      new Killer(effect -> effect.endsWith("set_aside/ckpt/extra")),
                      checkpoints -> checkpoints.restore(1, "first try")))
              .isFalse();
        },
        true,
        true);
  }

  private void whileItRestores(Check before, boolean begun, boolean extra) throws Exception {
    everyStep(
        app -> {
          sealedTwice(app);
          before.of(app);
          untouched = app.contents();
        },
        checkpoints -> checkpoints.restore(2, "the host was restarted"),
        app -> assertStartsFrom(app, begun, extra));
  }

  /**
   * As the start of a task does it. Where no journal is left, nothing was touched or all is done.
   */
  private void assertStartsFrom(CheckpointFiles app, boolean begun, boolean extra)
      throws Exception {
    Checkpoints next = app.checkpoints();
    int newest = next.newestVerified(line -> {}).orElseThrow().generation();
    assertThat(newest).isEqualTo(2);
    if (next.unfinishedRestore().isPresent()) {
      assertThat(next.unfinishedRestore().get()).isIn(begun ? List.of(1, 2) : List.of(2));
      next.restore(newest, "not finished");
    } else if (!app.contents().equals(TWO)) {
      assertThat(begun).isFalse();
      assertThat(app.contents()).as("no mixture without a journal").isEqualTo(untouched);
      next.restore(newest, "never begun");
    }
    assertThat(app.contents()).isEqualTo(TWO);
    assertThat(hasExtra(app)).isEqualTo(extra);
    assertThat(next.unfinishedRestore()).isEmpty();
    assertThat(app.slot().restoring()).doesNotExist();
    assertThat(next.seal(order())).isInstanceOf(Sealing.Done.class);
  }

  /** Live or set aside, but not lost. */
  private static boolean hasExtra(CheckpointFiles app) {
    return Files.exists(app.path("extra"), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(app.slot().setAside().resolve("ckpt/extra"));
  }

  private static void assertNewestIsWhole(
      CheckpointFiles app, Map<String, String> before, Map<String, String> after) throws Exception {
    assertThat(app.contents()).as("the live files").isEqualTo(after);
    List<String> complaints = new ArrayList<>();
    Checkpoints next = app.checkpoints();
    int newest = next.newestVerified(complaints::add).map(Manifest::generation).orElse(0);
    assertThat(complaints).isEmpty();
    if (newest > 0) {
      next.restore(newest, "to look at it");
      assertThat(app.contents()).isIn(before, after);
    } else {
      assertThat(before).isEmpty();
    }
  }

  private static void assertSealsOn(CheckpointFiles app, Map<String, String> files)
      throws Exception {
    become(app, files);
    assertThat(app.checkpoints().seal(order())).isInstanceOf(Sealing.Done.class);
    Manifest sealed = app.checkpoints().newestVerified(line -> {}).orElseThrow();
    assertThat(app.checkpoints().liveEquals(sealed)).isTrue();
    assertThat(sealed.generation()).isLessThanOrEqualTo(4);
    try (Stream<Path> left = Files.list(app.slot().checkpoints())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.matches("\\d"))
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  /** Ends with the run that nobody killed. */
  private void everyStep(Check before, Work work, Check after) throws Exception {
    boolean survived = false;
    for (int step = 0; !survived; step++) {
      CheckpointFiles app = new CheckpointFiles(slot(step));
      before.of(app);
      survived = survives(app, Killer.after(step), work);
      after.of(app);
      assertThat(step).isLessThan(BEYOND_ANY_LAST_STEP);
    }
  }

  /** An empty slot, another one for each step. */
  abstract SlotLayout slot(int step) throws IOException;

  /** Whether it came to its end. */
  private static boolean survives(CheckpointFiles app, Killer killer, Work work) throws Exception {
    try {
      work.on(app.checkpoints(killer));
      return true;
    } catch (KilledException e) {
      return false;
    }
  }

  private static void sealedTwice(CheckpointFiles app) throws Exception {
    write(app, ONE);
    app.checkpoints().seal(order());
    write(app, TWO);
    app.checkpoints().seal(order());
  }

  private static void write(CheckpointFiles app, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      app.write(file.getKey(), file.getValue());
    }
  }

  private static void become(CheckpointFiles app, Map<String, String> files) throws IOException {
    clear(app);
    write(app, files);
  }

  private static void clear(CheckpointFiles app) throws IOException {
    new Entries(app.slot().directory()).remove("ckpt");
  }
}
