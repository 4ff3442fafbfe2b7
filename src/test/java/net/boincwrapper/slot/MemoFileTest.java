package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import net.boincwrapper.slot.MemoFile.Reading;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.RecordText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class MemoFileTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00.123456789Z");

  private static final Memo FULL =
      Memo.initial("wu_0_0")
          .withRemoval()
          .withQuoted(77)
          .withContainer("c0ffee")
          .withStart(START, "boot-1", "engine = 7\n8")
          .withAsked(Memo.Asked.STOP, START.plusSeconds(5))
          .withSecondsBefore(0.1 + 0.2, 1e-9)
          .withRetries(2)
          .withPostponements(3)
          .withSealedGeneration(4)
          .withVerdict(
              new Memo.Verdict(
                  "c0ffee", START, Memo.Verdict.Kind.OUTCOME, "line\\one\r\nchecksum = 0"))
          .withOutcome(new Memo.Outcome(255, "\u00e4 = \u20ac"))
          .withSpoilt("another task's app wrote here");

  @Test
  void givesBackWhatWasWritten() throws Exception {
    SlotLayout layout = Slots.inMemory();

    MemoFile.write(layout, FULL);

    assertThat(MemoFile.read(layout)).isEqualTo(new Reading.Found(FULL));
  }

  @Test
  void givesBackAMemoThatSaysNextToNothing() throws Exception {
    SlotLayout layout = Slots.inMemory();

    MemoFile.write(layout, Memo.initial("r"));

    assertThat(MemoFile.read(layout).memo()).contains(Memo.initial("r"));
  }

  @Test
  void isForItsOwnerAlone(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);

    MemoFile.write(layout, FULL);

    assertThat(Files.getAttribute(layout.memo(), "unix:mode")).isEqualTo(0100600);
    assertThat(Files.getAttribute(layout.ownDirectory(), "unix:mode")).isEqualTo(0040700);
  }

  @Test
  void tellsThatThereIsNone() throws Exception {
    assertThat(MemoFile.read(Slots.inMemory())).isEqualTo(new Reading.None());
  }

  @Test
  void noticesEveryWayOfBeingTorn() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    byte[] whole = Files.readAllBytes(layout.memo());

    for (int length = 0; length < whole.length; length++) {
      Files.write(layout.memo(), Arrays.copyOf(whole, length));
      assertThat(MemoFile.read(layout)).as("%d bytes", length).isInstanceOf(Reading.Damaged.class);
    }
  }

  @Test
  void noticesEveryFlippedByte() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    byte[] whole = Files.readAllBytes(layout.memo());

    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(layout.memo(), flipped);
      assertThat(MemoFile.read(layout)).as("byte %d", at).isInstanceOf(Reading.Damaged.class);
    }
  }

  @Test
  void passesOverKeysOfALaterRelease() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    RecordText format = new RecordText("memo", 1);
    var values = format.read(Files.readAllBytes(layout.memo()));
    values.put("to come", "1");
    Files.write(layout.memo(), format.write(values));

    assertThat(MemoFile.read(layout).memo()).contains(FULL);
  }

  @Test
  void readsAMemoOfTheReleaseThatCountedLess() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    RecordText format = new RecordText("memo", 1);
    var values = format.read(Files.readAllBytes(layout.memo()));
    values.remove("removals");
    values.remove("quoted_bytes");
    Files.write(layout.memo(), format.write(values));

    Memo memo = MemoFile.read(layout).memo().orElseThrow();
    assertThat(memo.removals()).isZero();
    assertThat(memo.quotedBytes()).isZero();
    assertThat(memo.starts()).isEqualTo(FULL.starts());
  }

  @Test
  void readsAMemoOfTheReleaseThatKnewOfNoSpoiltSlot() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    RecordText format = new RecordText("memo", 1);
    var values = format.read(Files.readAllBytes(layout.memo()));
    values.remove("spoilt");
    Files.write(layout.memo(), format.write(values));

    assertThat(MemoFile.read(layout).memo().orElseThrow().spoilt()).isEmpty();
    assertThat(MemoFile.read(layout).memo().map(memo -> memo.withSpoilt(FULL.spoilt().get())))
        .contains(FULL);
  }

  @Test
  void saysWhatAMemoLacks() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    RecordText format = new RecordText("memo", 1);
    var values = format.read(Files.readAllBytes(layout.memo()));
    values.remove("boot_id");
    Files.write(layout.memo(), format.write(values));

    assertThat(MemoFile.read(layout))
        .isEqualTo(new Reading.Damaged("the memo is damaged: it lacks boot_id"));
  }

  @Test
  void takesAMemoThatMakesNoSenseForDamaged() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    RecordText format = new RecordText("memo", 1);
    var values = format.read(Files.readAllBytes(layout.memo()));
    values.put("starts", "-1");
    Files.write(layout.memo(), format.write(values));

    assertThat(MemoFile.read(layout)).isInstanceOf(Reading.Damaged.class);
  }

  @Test
  void takesNoMemoOfAnotherVersion() throws Exception {
    SlotLayout layout = Slots.inMemory();
    MemoFile.write(layout, FULL);
    var values = new RecordText("memo", 1).read(Files.readAllBytes(layout.memo()));
    Files.write(layout.memo(), new RecordText("memo", 2).write(values));

    assertThat(MemoFile.read(layout)).isInstanceOf(Reading.Damaged.class);
  }

  @ParameterizedTest
  @EnumSource(Slots.Plant.class)
  void standsUpToWhatAnAppPutInItsPlace(Slots.Plant plant, @TempDir Path directory)
      throws Exception {
    SlotLayout layout = Slots.in(directory);
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    MemoFile.write(layout, FULL);
    Slots.plant(plant, layout.memo(), canary);

    assertThat(MemoFile.read(layout).memo()).isEmpty();
    MemoFile.write(layout, FULL);

    assertThat(MemoFile.read(layout).memo()).contains(FULL);
    assertThat(canary).hasContent("alive");
  }

  @Test
  @Timeout(20)
  void followsNoLinkInItsDirectorysPlace(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.createSymbolicLink(layout.ownDirectory(), outside);

    assertThat(MemoFile.read(layout)).isEqualTo(new Reading.None());
    MemoFile.write(layout, FULL);

    assertThat(Files.isDirectory(layout.ownDirectory(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aNewContainerVoidsWhatWasKnownOfTheOldOne() {
    Memo next = FULL.withContainer("beef");

    assertThat(next.containerId()).contains("beef");
    assertThat(next.containerStarted()).isEmpty();
    assertThat(next.asked()).isEmpty();
    assertThat(next.verdict()).isEmpty();
    assertThat(next.starts()).isEqualTo(FULL.starts());
    assertThat(next.outcome()).isEqualTo(FULL.outcome());
  }

  @Test
  void startsAreCountedUntilThereIsProgress() {
    Memo twice = FULL.withStart(START, "b", "e");

    assertThat(twice.starts()).isEqualTo(2);
    assertThat(twice.startsWithoutProgress()).isEqualTo(2);
    assertThat(twice.withProgress().starts()).isEqualTo(2);
    assertThat(twice.withProgress().startsWithoutProgress()).isZero();
    assertThat(twice.withProgress().postponements()).isZero();
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThatThrownBy(() -> FULL.withSecondsBefore(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FULL.withRetries(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Memo.Outcome(256, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isTextThatPeopleCanRead() throws Exception {
    SlotLayout layout = Slots.inMemory();

    MemoFile.write(layout, FULL);

    assertThat(Files.readString(layout.memo(), StandardCharsets.UTF_8))
        .startsWith("docker_wrapper memo 1\nresult_name = wu_0_0\ncontainer_id = c0ffee\n")
        .contains("\nasked = STOP\n")
        .containsPattern("\nchecksum = [0-9a-f]{8}\n$");
  }
}
