package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of the client's links is made once: whatever has become of it, never again. */
class KnownLinksTest {
  private SlotLayout layout;
  private Path project;
  private KnownLinks recorded;

  @BeforeEach
  void recordedBeforeTheFirstStart() throws IOException, SlotException {
    layout = Slots.inMemory();
    project = Slots.project(layout);
    SoftLinks.createText(
        layout, layout.directory().resolve("out.txt"), project.resolve("result_1"));
    recorded = KnownLinks.recordOnce(layout, project);
    SoftLinks.createText(layout, layout.directory().resolve("planted"), project.resolve("other"));
  }

  @Test
  void aLinkThatAnAppHasMadeIsNone() throws SlotException {
    assertThat(KnownLinks.recordOnce(layout, project)).isEqualTo(recorded);
    assertThat(KnownLinks.recorded(layout)).isEqualTo(recorded);
  }

  @Test
  void aListThatIsDamagedAnywhereIsNotMadeAnew() throws IOException {
    byte[] whole = Files.readAllBytes(layout.knownLinks());
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      assertDamaged(damaged);
      assertDamaged(Arrays.copyOf(whole, at));
    }
    assertDamaged(new byte[2 << 20]);
  }

  private void assertDamaged(byte[] content) throws IOException {
    Files.write(layout.knownLinks(), content);
    assertLost();
    assertThat(layout.knownLinks()).hasBinaryContent(content);
  }

  @Test
  void norIsOneWhosePlaceSomethingElseHasTaken() throws IOException {
    Files.delete(layout.knownLinks());
    Files.createDirectory(layout.knownLinks());
    assertLost();
    Files.delete(layout.knownLinks());
    Files.createSymbolicLink(layout.knownLinks(), project.resolve("nowhere"));
    assertLost();
  }

  @Test
  void orThatIsGoneThoughAnAppHasRun() throws IOException {
    Files.delete(layout.knownLinks());
    assertThatThrownBy(() -> KnownLinks.recorded(layout))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("it is gone");
    assertThat(layout.knownLinks()).doesNotExist();
  }

  /** Only the client can make it good: no later attempt will. */
  private void assertLost() {
    SlotException thrown =
        catchThrowableOfType(SlotException.class, () -> KnownLinks.recordOnce(layout, project));
    assertThat(thrown).isNotNull();
    assertThat(thrown.isTransient()).isFalse();
    assertThatThrownBy(() -> KnownLinks.look(layout, project)).isInstanceOf(SlotException.class);
  }

  @Test
  void whereTheClientHasEmptiedTheSlotTheyAreRecorded() throws IOException, SlotException {
    new Entries(layout.directory()).remove(SlotLayout.OWN_DIRECTORY);
    assertThat(KnownLinks.recordOnce(layout, project).links())
        .extracting(KnownLinks.Link::name)
        .isEqualTo(List.of("out.txt", "planted"));
  }
}
