package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.NOW;
import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot in which 10 000 bytes of live files are sealed, under various bounds. */
class SlotRoomTest {
  private static final int BYTES = 10_000;

  /** For manifests, which are small. */
  private static final int SLACK = 5_000;

  private CheckpointFiles app;
  private final List<String> effects = new ArrayList<>();

  @BeforeEach
  void files() throws Exception {
    app = new CheckpointFiles(Slots.inMemory());
    app.write("state", "x".repeat(BYTES));
  }

  private Sealing seal(long bound) throws SlotException {
    effects.clear();
    return app.checkpoints(effects::add)
        .seal(
            new SealOrder(
                1,
                1,
                OptionalDouble.empty(),
                NOW,
                OptionalLong.of(bound),
                3,
                Optional.empty(),
                files -> false));
  }

  @Test
  void thereIsRoom() throws Exception {
    assertThat(seal((2 * BYTES + SLACK) * 10 / 9)).isInstanceOf(Sealing.Done.class);
  }

  @Test
  void nineTenthsOfTheBoundCount() throws Exception {
    assertThat(seal(2 * BYTES + 100))
        .isEqualTo(
            new Sealing.NoRoom(
                "the slot has 10000 bytes and a checkpoint needs 10000, but at most nine tenths of"
                    + " rsc_disk_bound (20100) are used"));
    assertThat(effects).as("nothing is written, nor begun").isEmpty();
  }

  @Test
  void olderOnesMakeRoomForANewOne() throws Exception {
    for (int count = 0; count < 3; count++) {
      app.checkpoints().seal(order(3));
    }

    assertThat(seal((3 * BYTES + SLACK) * 10 / 9)).isInstanceOf(Sealing.Done.class);
    assertThat(app.checkpoints().generations()).containsExactly(4, 3);
  }

  @Test
  void theNewestThatVerifiesStaysWhenRoomIsMade() throws Exception {
    for (int count = 0; count < 3; count++) {
      app.checkpoints().seal(order(3));
    }
    Files.writeString(app.slot().checkpoint(3).resolve("0"), "y".repeat(BYTES));

    assertThat(seal((3 * BYTES + SLACK) * 10 / 9)).isInstanceOf(Sealing.Done.class);
    assertThat(app.checkpoints().generations()).containsExactly(4, 2);
  }

  @Test
  void theNewestStaysWhereNoneVerifies() throws Exception {
    for (int count = 0; count < 3; count++) {
      app.checkpoints().seal(order(3));
      Files.writeString(app.slot().checkpoint(count + 1).resolve("0"), "y".repeat(BYTES));
    }

    assertThat(seal((3 * BYTES + SLACK) * 10 / 9)).isInstanceOf(Sealing.Done.class);
    assertThat(app.checkpoints().generations()).containsExactly(4, 3);
  }

  @Test
  void noneGoesWhereThatWouldNotMakeTheRoom() throws Exception {
    for (int count = 0; count < 3; count++) {
      app.checkpoints().seal(order(3));
    }

    assertThat(seal(2 * BYTES)).isInstanceOf(Sealing.NoRoom.class);
    assertThat(app.checkpoints().generations()).containsExactly(3, 2, 1);
    assertThat(effects).isEmpty();
  }

  @Test
  void whatARestoreHasSetAsideMakesRoomFirst() throws Exception {
    app.checkpoints().seal(order());
    app.write("extra", "x".repeat(BYTES));
    app.checkpoints().restore(1, "extra is not in it");
    assertThat(app.slot().setAside().resolve("ckpt/extra")).exists();

    assertThat(seal((3 * BYTES + SLACK) * 10 / 9)).isInstanceOf(Sealing.Done.class);
    assertThat(app.checkpoints().generations()).containsExactly(2, 1);
    assertThat(app.slot().setAside()).doesNotExist();
  }
}
