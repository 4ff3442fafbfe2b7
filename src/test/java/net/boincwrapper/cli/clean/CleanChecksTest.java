package net.boincwrapper.cli.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.cli.clean.CleanSurvey.Findings;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.image.HostImages.HostImage;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.record.ImageRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left over, and what is not. */
class CleanChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant AN_HOUR_AGO = NOW.minusSeconds(3600);
  private static final String RESULT = "wu_1_0";

  private final Path root =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder().setAttributeViews("basic", "posix", "unix").build())
          .getPath("/");
  private final Path data = root.resolve("data");

  @BeforeEach
  void slots() throws IOException {
    Files.createDirectories(data.resolve("slots"));
  }

  private static KeptContainer container(Map<String, String> labels, Instant createdAt) {
    return new KeptContainer(
        "0123456789abcdef",
        "n",
        ContainerStatus.PAUSED,
        "sha256:1",
        createdAt,
        labels,
        OptionalLong.of(1));
  }

  private static Map<String, String> labels(Path data, Path slot) {
    return Map.of(
        ContainerPlan.LABEL_RESULT,
        RESULT,
        ContainerPlan.LABEL_SLOT,
        slot.toString(),
        ContainerPlan.LABEL_BOINC_DIRECTORY,
        data.toString());
  }

  private Verdict verdict(Map<String, String> labels) {
    return new ContainerCheck(List.of(data)).of(container(labels, AN_HOUR_AGO), NOW);
  }

  private void slotOf(int slot, String result) throws IOException {
    Path directory = Files.createDirectories(data.resolve("slots/" + slot));
    Files.writeString(
        directory.resolve("init_data.xml"),
        "<app_init_data>\n<result_name>" + result + "</result_name>\n</app_init_data>\n");
    Files.writeString(directory.resolve("boinc_setup_complete"), "");
    Files.setLastModifiedTime(
        directory.resolve("boinc_setup_complete"),
        java.nio.file.attribute.FileTime.from(AN_HOUR_AGO));
  }

  @Test
  void theContainerOfALivingTaskIsNeeded() throws IOException {
    slotOf(3, RESULT);
    assertThat(verdict(labels(data, data.resolve("slots/3")))).isEqualTo(Verdict.NEEDED);
  }

  @Test
  void oneWhoseSlotIsGoneOrAnothersIsLeft() throws IOException {
    assertThat(verdict(labels(data, data.resolve("slots/4"))))
        .isEqualTo(Verdict.left("its slot /data/slots/4 is gone"));
    slotOf(3, "wu_2_0");
    assertThat(verdict(labels(data, data.resolve("slots/3"))).why())
        .isEqualTo("its slot /data/slots/3 belongs to the result wu_2_0");
  }

  @Test
  void aDiskThatIsAwayProvesNothing() throws IOException {
    Files.delete(data.resolve("slots"));
    assertThat(verdict(labels(data, data.resolve("slots/4"))).kind())
        .isEqualTo(Verdict.Kind.DOUBTFUL);
    new HostLayout(data).markAuthors();
    assertThat(verdict(labels(data, data.resolve("slots/4"))).kind())
        .as("an author's scratch directory has no slots between runs")
        .isEqualTo(Verdict.Kind.LEFT);
  }

  @Test
  void anotherClientsContainersAreNotJudged() throws IOException {
    Path other = Files.createDirectories(root.resolve("other"));
    assertThat(verdict(labels(other, other.resolve("slots/4"))).why())
        .contains("clean --data-dir /other");
    assertThat(verdict(labels(root.resolve("gone"), root.resolve("gone/slots/4"))).why())
        .contains("/gone is not there");
    assertThat(verdict(labels(data, root.resolve("elsewhere/4"))).kind())
        .as("no slot of this client's")
        .isEqualTo(Verdict.Kind.DOUBTFUL);
  }

  @ParameterizedTest
  @CsvSource({
    "net.boincwrapper.result",
    "net.boincwrapper.slot",
    "net.boincwrapper.boinc-dir",
  })
  void whatLacksALabelIsNotOurs(String label) {
    Map<String, String> labels = new HashMap<>(labels(data, data.resolve("slots/4")));
    labels.remove(label);
    assertThat(verdict(labels)).isEqualTo(Verdict.NEEDED);
    labels.put(label, "\0");
    assertThat(verdict(labels).kind())
        .isNotEqualTo(
            label.equals("net.boincwrapper.result") ? Verdict.Kind.DOUBTFUL : Verdict.Kind.LEFT);
  }

  @Test
  void aHelloThatIsOverIsLeft() {
    Map<String, String> hello = Map.of(Inventory.LABEL_HELLO, "1");
    ContainerCheck check = new ContainerCheck(List.of());

    assertThat(check.of(container(hello, NOW.minusSeconds(5)), NOW)).isEqualTo(Verdict.NEEDED);
    assertThat(check.of(container(hello, AN_HOUR_AGO), NOW).kind()).isEqualTo(Verdict.Kind.LEFT);
  }

  private static KeptImage image(String name, String label, Instant createdAt) {
    List<String> names = name.isEmpty() ? List.of() : List.of(name);
    return new KeptImage("sha256:1", names, createdAt, 1, Map.of(label, "p"));
  }

  /** What becomes of an image: created days ago, whether a task is at work, and with --all. */
  @ParameterizedTest
  @CsvSource({
    "boincwrapper/p:1, net.boincwrapper.project, 99, false, false, DOUBTFUL",
    "boincwrapper/p:1, net.boincwrapper.project, 99, false, true,  LEFT",
    "boincwrapper/p:1, net.boincwrapper.project, 99, true,  true,  DOUBTFUL",
    "localhost/boincwrapper/p:1, net.boincwrapper.project, 0, false, true, LEFT",
    "volunteers/own:1, net.boincwrapper.project, 99, false, true,  NEEDED",
    "boincwrapper/p:1, other.label,              99, false, true,  DOUBTFUL",
    "debian:12,        other.label,              99, false, true,  NEEDED",
    "'',               net.boincwrapper.stage,    2, false, false, LEFT",
    "'',               net.boincwrapper.stage,    0, false, true,  NEEDED",
    "'',               net.boincwrapper.stage,    2, true,  true,  NEEDED",
    "volunteers/own:1, net.boincwrapper.stage,    2, false, true,  NEEDED",
    "'',               net.boincwrapper.hello,    2, true,  false, LEFT",
    "'',               net.boincwrapper.hello,    0, true,  true,  NEEDED",
    "'',               other.label,              99, false, true,  NEEDED",
  })
  void anImageGoesOnlyIfItIsOursAndNobodyWantsIt(
      String name, String label, int days, boolean atWork, boolean all, Verdict.Kind expected) {
    KeptImage image = image(name, label, NOW.minusSeconds(days * 86_400L + 60));

    assertThat(new ImageCheck(Set.of(), atWork, all).of(image, NOW).kind()).isEqualTo(expected);
    assertThat(new ImageCheck(Set.of("sha256:1"), false, true).of(image, NOW))
        .as("of a container")
        .isEqualTo(Verdict.NEEDED);
  }

  /**
   * Of an image that a record proves ours: last used hours ago, whether a task is at work, and with
   * --all. It is kept for 14 days.
   */
  @ParameterizedTest
  @CsvSource({
    "0,   true,  false, NEEDED",
    "0,   true,  true,  NEEDED",
    "0,   false, false, DOUBTFUL",
    "0,   false, true,  LEFT",
    "2,   true,  false, DOUBTFUL",
    "2,   true,  true,  LEFT",
    "335, true,  false, DOUBTFUL",
    "336, true,  false, LEFT",
  })
  void anImageThatTasksHaveBroughtGoesWhenNoneHasUsedItForLong(
      int hours, boolean atWork, boolean all, Verdict.Kind expected) {
    HostImage image =
        new HostImage(
            "debian:12", "sha256:1", 1, ImageRecord.Origin.PULLED, NOW.minusSeconds(hours * 3600L));

    assertThat(new ImageCheck(Set.of(), atWork, all).of(image, Duration.ofDays(14), NOW).kind())
        .isEqualTo(expected);
    assertThat(new ImageCheck(Set.of("sha256:1"), true, all).of(image, Duration.ZERO, NOW))
        .as("of a container")
        .isEqualTo(Verdict.NEEDED);
  }

  @Test
  void anImageWithAVolunteersOwnNameIsTheirs() {
    KeptImage image =
        new KeptImage(
            "sha256:1",
            List.of("boincwrapper/p:1", "mine:1"),
            Instant.EPOCH,
            1,
            Map.of(Inventory.LABEL_PROJECT, "p", Engine.LABEL_STAGE, "p"));

    assertThat(new ImageCheck(Set.of(), false, true).of(image, NOW)).isEqualTo(Verdict.NEEDED);
  }

  @Test
  void heldLocksAreThoseOfTheKernelsTable() {
    HeldLocks locks =
        HeldLocks.of(
            """
            1: POSIX  ADVISORY  WRITE 1234 fe:00:56789 0 EOF
            2: FLOCK  ADVISORY  READ  99 00:1b:42 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 77 00:1b:43 0 EOF
            nonsense
            """);

    assertThat(locks.inodes()).containsExactlyInAnyOrder(56789L, 42L, 43L);
  }

  @Test
  void whatIsLeftIsShownAndOnlyThenRemoved() {
    List<String> removed = new ArrayList<>();
    List<Leftover> left =
        List.of(
            new Leftover(
                "container",
                "a",
                "its slot is gone",
                OptionalLong.of(2 << 20),
                () -> removed.add("a")),
            new Leftover("network", "b", "unused", OptionalLong.empty(), () -> false),
            new Leftover(
                "image",
                "c",
                "unused",
                OptionalLong.empty(),
                () -> {
                  throw new IOException("busy disk");
                }));
    Findings findings =
        new Findings(left, List.of(new Leftover.Kept("image", "d", "the next task may use it")));
    StringWriter shown = new StringWriter();
    CleanText.print(findings, false, new PrintWriter(shown));

    assertThat(shown)
        .hasToString(
            """
            Nobody needs this any more:
              container a, 2.0 MiB: its slot is gone
              network b: unused
              image c: unused

            To remove it (2.0 MiB, less what images share): the same command with --yes

            Left alone:
              image d: the next task may use it
            """);
    assertThat(removed).isEmpty();

    StringWriter done = new StringWriter();
    assertThat(CleanText.remove(left, new PrintWriter(done))).isFalse();

    assertThat(removed).containsExactly("a");
    assertThat(done)
        .hasToString(
            """
              container a, 2.0 MiB: its slot is gone - removed
              network b: unused - stays, for it is in use now
              image c: unused - could not be removed: busy disk
            """);
  }
}
