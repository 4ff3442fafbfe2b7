package net.boincwrapper.task.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.task.judge.StartFiles.Rule;
import org.junit.jupiter.api.Test;

/** The four rules, in their order. */
class StartFilesTest {
  private final Script slot = new Script();

  @Test
  void theFirstStartTakesWhatTheClientDelivered() {
    slot.nothingHasRun = true;
    assertThat(StartFiles.of(slot).rule()).isEqualTo(Rule.FIRST);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo("checkpoint files: as the client delivered them, for the first start");
    assertThat(StartFiles.of(slot).line(false))
        .isEqualTo("checkpoint files: none yet, for the first start");
  }

  @Test
  void aRestoreThatWasCutShortIsDoneAgainBeforeAnythingElse() {
    slot.cutShort = OptionalInt.of(3);
    slot.sameAsInSlot = OptionalInt.of(4);
    slot.newestWhole = OptionalInt.of(4);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: restored from generation 3, because an earlier restore of it was cut"
                + " short");
  }

  @Test
  void aRestoreOfTheBeginningThatWasCutShortIsDoneAgainToo() {
    slot.cutShort = OptionalInt.of(0);
    assertThat(StartFiles.of(slot).rule()).isEqualTo(Rule.BEGINNING);
  }

  @Test
  void filesThatAreSealedStay() {
    slot.sameAsInSlot = OptionalInt.of(2);
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: as sealed in generation 2, because they have not changed since");
  }

  @Test
  void whatAnAppHasLeftThatWasNotKilledIsTaken() {
    slot.left = LiveFiles.WHOLE;
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo("checkpoint files: good, because the app was not killed; sealing them");
  }

  @Test
  void filesThatWereSealedAtTheEndAndAreNotTheSameNowAreReplaced() {
    slot.left = LiveFiles.SEALED;
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).rule()).isEqualTo(Rule.RESTORED);
  }

  @Test
  void afterAKillFilesThatWereCompleteAndHaveNotChangedAreTaken() {
    slot.unchangedSinceComplete = true;
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: good, because they have not changed since they were complete; sealing"
                + " them");
  }

  @Test
  void afterAKillOtherFilesAreReplacedByTheNewestGeneration() {
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: restored from generation 2, because the app was killed and had changed"
                + " them");
  }

  /** Of what was written before, nobody knows how much has reached the disk. */
  @Test
  void afterARestartOfTheHostOnlyASealCounts() {
    slot.sameBoot = false;
    slot.left = LiveFiles.WHOLE;
    slot.unchangedSinceComplete = true;
    slot.newestWhole = OptionalInt.of(2);
    assertThat(StartFiles.of(slot).rule()).isEqualTo(Rule.RESTORED);
  }

  @Test
  void withoutAnySealFilesAreKeptAsLongAsTheHostIsUp() {
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: kept as they are, because no sealed generation is whole, and the host"
                + " was not restarted");
  }

  @Test
  void withoutAnySealARestartOfTheHostMeansTheBeginning() {
    slot.sameBoot = false;
    assertThat(StartFiles.of(slot).line(true))
        .isEqualTo(
            "checkpoint files: back to the beginning, because the host was restarted or may have been,"
                + " and no sealed generation is whole");
  }

  @Test
  void whereNotEvenTheBeginningIsWholeWhatIsThereIsAllThereIs() {
    slot.sameBoot = false;
    slot.beginningIsWhole = false;
    assertThat(StartFiles.of(slot).rule()).isEqualTo(Rule.KEPT);
  }

  /** A task that was started before, killed, and has changed its files, in the same boot. */
  private static final class Script implements StartFiles.Facts {
    OptionalInt cutShort = OptionalInt.empty();
    boolean nothingHasRun;
    boolean sameBoot = true;
    LiveFiles left = LiveFiles.UNKNOWN;
    OptionalInt sameAsInSlot = OptionalInt.empty();
    boolean unchangedSinceComplete;
    OptionalInt newestWhole = OptionalInt.empty();
    boolean beginningIsWhole = true;

    @Override
    public OptionalInt cutShort() {
      return cutShort;
    }

    @Override
    public boolean nothingHasRun() {
      return nothingHasRun;
    }

    @Override
    public boolean sameBoot() {
      return sameBoot;
    }

    @Override
    public LiveFiles left() {
      return left;
    }

    @Override
    public OptionalInt sameAsInSlot() {
      return sameAsInSlot;
    }

    @Override
    public boolean unchangedSinceComplete() {
      return unchangedSinceComplete;
    }

    @Override
    public OptionalInt newestWhole() {
      return newestWhole;
    }

    @Override
    public boolean beginningIsWhole() {
      return beginningIsWhole;
    }
  }
}
