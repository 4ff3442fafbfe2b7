package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.RecordedImages;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code clean} with the real engine: what goes, and above all what stays. */
@WithEngine
class CleanIT {
  private static final String IMAGE = SamplePlans.IMAGE;

  @TempDir private Path directory;
  private final List<String> made = new ArrayList<>();
  private Path data;

  @BeforeEach
  void data() throws IOException {
    data = Files.createDirectories(directory.toRealPath().resolve("data/slots")).getParent();
  }

  @AfterEach
  void removeAll() {
    made.forEach(id -> Shell.run("docker", "rm", "--force", id));
  }

  private static Set<String> ids(String what) {
    String[] command =
        what.equals("images")
            ? new String[] {"docker", "images", "--all", "--quiet", "--no-trunc"}
            : new String[] {"docker", "ps", "--all", "--quiet", "--no-trunc"};
    return new TreeSet<>(Shell.succeed(command).lines().toList());
  }

  /** Those of this test that are there: others come and go meanwhile. */
  private Set<String> mine() {
    Set<String> mine = ids("containers");
    mine.retainAll(made);
    return mine;
  }

  /** A container that looks like a task's. */
  private String container(Path of, String slot, String result, boolean runs) {
    return container(of, slot, result, IMAGE, runs);
  }

  private String container(Path of, String slot, String result, String image, boolean runs) {
    List<String> command = new ArrayList<>(List.of("docker", runs ? "run" : "create"));
    if (runs) {
      command.add("--detach");
    }
    command.addAll(List.of("--network", "none"));
    command.addAll(List.of("--label", ContainerPlan.LABEL_RESULT + "=" + result));
    command.addAll(
        List.of("--label", ContainerPlan.LABEL_SLOT + "=" + of.resolve("slots/" + slot)));
    command.addAll(List.of("--label", ContainerPlan.LABEL_BOINC_DIRECTORY + "=" + of));
    command.addAll(List.of(image, "sleep", "600"));
    return keep(Shell.succeed(command.toArray(String[]::new)));
  }

  private String keep(String id) {
    made.add(id);
    return id;
  }

  private void slot(String number, String result) throws IOException {
    Path slot = Files.createDirectories(data.resolve("slots/" + number));
    Files.writeString(
        slot.resolve("init_data.xml"),
        "<app_init_data>\n<result_name>" + result + "</result_name>\n</app_init_data>\n");
  }

  private ProgramRun clean(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("clean", "--data-dir", data.toString()));
    words.addAll(List.of(more));
    return ProgramRun.of(words.toArray(String[]::new));
  }

  @Test
  void containersOfSlotsThatAreGoneGoAndNothingElse() throws IOException {
    slot("1", "living");
    String running = container(data, "1", "living", true);
    String orphan = container(data, "2", "gone", false);
    String runningOrphan = container(data, "3", "gone too", true);
    Path other = Files.createDirectories(directory.toRealPath().resolve("other/slots")).getParent();
    String another = container(other, "2", "gone", false);
    String unrelated = keep(Shell.succeed("docker", "create", "--network", "none", IMAGE, "true"));
    Set<String> before = mine();
    Set<String> images = ids("images");

    try (ProgramRun shown = clean()) {
      assertThat(shown.exitCode()).as(shown.evidence()).isEqualTo(ExitCode.GOOD);
      assertThat(shown.out())
          .contains("container " + orphan.substring(0, 12) + " for gone")
          .contains("container " + runningOrphan.substring(0, 12) + " for gone too")
          .contains("clean --data-dir " + other)
          .doesNotContain(running.substring(0, 12))
          .doesNotContain(unrelated.substring(0, 12));
    }
    assertThat(mine()).as("nothing was removed").isEqualTo(before);

    try (ProgramRun done = clean("--yes")) {
      assertThat(done.exitCode()).as(done.evidence()).isEqualTo(ExitCode.GOOD);
    }

    Set<String> expected = new TreeSet<>(before);
    expected.removeAll(List.of(orphan, runningOrphan));
    assertThat(mine()).isEqualTo(expected).contains(running, another, unrelated);
    assertThat(ids("images")).containsAll(images);
    assertThat(Shell.succeed("docker", "inspect", "--format", "{{.State.Status}}", running))
        .isEqualTo("running");
  }

  @Test
  void anImageBuiltHereStaysForTheNextTaskAndAVolunteersOwnIsNotNamed() throws IOException {
    String ours = "boincwrapper/clean-it:1";
    String theirs = "volunteers/clean-it:1";
    build(ours, "one");
    build(theirs, "two");
    try {
      try (ProgramRun run = clean("--yes")) {
        assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
      }
      assertThat(Shell.run("docker", "image", "inspect", ours).status()).isZero();
      slot("1", "living");
      String user = container(data, "1", "living", ours, false);
      try (ProgramRun run = clean()) {
        assertThat(run.out()).as("a container uses it").doesNotContain(ours);
      }
      Shell.succeed("docker", "rm", user);
      try (ProgramRun run = clean("--all")) {
        assertThat(run.out()).contains("image " + ours).doesNotContain(theirs);
      }
    } finally {
      Shell.run("docker", "rmi", ours, theirs);
    }
  }

  private void build(String tag, String content) throws IOException {
    Path context = Files.createDirectories(directory.resolve("context-" + content));
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM %s\nLABEL net.boincwrapper.project=p what=%s\n".formatted(IMAGE, content));
    Shell.succeed("docker", "build", "--quiet", "--tag", tag, context.toString());
  }

  @Test
  @DockerOnly("Podman removes no network that a container was created in")
  void aTaskWhoseNetworkIsRemovedBeforeItsStartStartsAllTheSame() throws Exception {
    try (Engine engine = Engines.connect(EngineUnderTest.environment())) {
      String name = "clean_it__network_" + ProcessHandle.current().pid();
      String id =
          keep(
              engine.create(
                  SamplePlans.plan(
                      name, List.of("sleep", "600"), List.of(), ContainerPlan.BRIDGE)));
      Shell.succeed("docker", "network", "rm", ContainerPlan.BRIDGE);

      engine.start(id);

      assertThat(engine.inspect(id).orElseThrow().status()).isEqualTo(ContainerStatus.RUNNING);
    }
  }

  @Test
  void theScratchSlotsOfAJobGoAndItsOutputsStay() throws IOException {
    Path job = Files.createDirectories(directory.toRealPath().resolve("job"));
    Path scratch = job.resolve(".dry-run");
    Files.createDirectories(scratch.resolve("slots/0"));
    Files.writeString(scratch.resolve("slots/0/state"), "1");
    Files.createDirectories(scratch.resolve("outputs"));
    Files.writeString(scratch.resolve("outputs/result"), "2");
    String paused = container(scratch, "0", "r", false);

    try (ProgramRun run = clean("--yes", job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
    }

    assertThat(scratch.resolve("slots")).doesNotExist();
    assertThat(scratch.resolve("outputs/result")).hasContent("2");
    assertThat(ids("containers")).doesNotContain(paused);
  }

  @Test
  void whatHostAndCleanSayOfAnImageAgrees() throws Exception {
    String image = "example.org/clean-it:agree";
    build(image, "agree");
    try {
      recorded(image);
      slot("1", "living");
      assertThat(saysUsed(image)).as("no container has it").isFalse();
      try (ProgramRun run = clean("--all")) {
        assertThat(run.out()).contains("image " + image);
      }

      String user = container(data, "1", "living", image, false);

      assertThat(saysUsed(image)).as("a container has it").isTrue();
      try (ProgramRun run = clean("--all")) {
        assertThat(run.out()).doesNotContain(image);
      }
      Shell.succeed("docker", "rm", user);
    } finally {
      Shell.run("docker", "rmi", image);
    }
  }

  /** As if a task had brought it here, two hours ago. */
  private void recorded(String image) throws Exception {
    try (Engine engine = Engines.connect(EngineUnderTest.environment())) {
      ImageStore store = ImageStore.of(engine.info());
      RecordedImages.add(store, shared(""), image, Instant.now().minus(Duration.ofHours(2)));
    }
  }

  private Path shared(String name) throws IOException {
    return Files.createDirectories(data.resolve("docker_wrapper")).resolve(name);
  }

  /** What {@code host} says of an image that it lists. */
  private boolean saysUsed(String image) throws IOException {
    try (ProgramRun run = ProgramRun.of("host", "--json", "--data-dir", data.toString())) {
      for (JsonElement one :
          JsonParser.parseString(run.out())
              .getAsJsonObject()
              .getAsJsonObject("use")
              .getAsJsonArray("images")) {
        if (one.getAsJsonObject().get("names").toString().contains(image)) {
          return one.getAsJsonObject().get("used").getAsBoolean();
        }
      }
      throw new AssertionError("host does not list " + image + run.evidence());
    }
  }

  /** How long images are kept may stand in what cannot be read. */
  @Test
  void nothingGoesWhileTheOwnersPolicyCannotBeRead() throws Exception {
    container(data, "1", "wu_gone_0", false);
    HostFile policy = new HostFile(directory).write("keep_dais = 100\n");
    String[] words = {"clean", "--yes", "--data-dir", data.toString()};

    try (ProgramRun run = ProgramRun.under(policy.launcher(), words)) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("host.toml:1: ").contains("keep_dais");
      assertThat(run.out()).isEmpty();
    }
    assertThat(mine()).containsExactlyInAnyOrderElementsOf(made);

    policy.write("keep_days = 100\n");
    try (ProgramRun run = ProgramRun.under(policy.launcher(), words)) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
    }
    assertThat(mine()).isEmpty();
  }

  @Test
  void locksOfImagesThatAreNotHereGoUnlessSomebodyHoldsThem() throws Exception {
    Path stale = oldLock("0123456789abcdef");
    Path held = oldLock("fedcba9876543210");
    Process holder = new ProcessBuilder("flock", held.toString(), "sh", "-c", "echo; cat").start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('\n');
      try (ProgramRun run = clean("--yes")) {
        assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
        assertThat(run.out()).contains("lock " + stale).doesNotContain(held.toString());
      }
      assertThat(stale).doesNotExist();
      assertThat(held).exists();
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
  }

  private Path oldLock(String digits) throws IOException {
    Path lock = Files.createFile(shared("image-" + digits + ".lock"));
    return Files.setLastModifiedTime(
        lock, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
  }

  @Test
  void anUnpackedProgramThatRunsStays() throws Exception {
    Path store = Files.createDirectories(data.resolve("docker_wrapper/program"));
    for (String version : List.of("runs", "rests")) {
      Files.createDirectories(store.resolve(version));
      Files.writeString(store.resolve(version).resolve("java"), "x");
      Path use = Files.writeString(store.resolve(version + ".use"), "");
      Files.setLastModifiedTime(use, FileTime.from(Instant.now().minus(Duration.ofDays(15))));
      Files.writeString(store.resolve(version + ".stamp"), "");
    }
    Process user =
        new ProcessBuilder(
                "flock", "--shared", store.resolve("runs.use").toString(), "sh", "-c", "echo; cat")
            .start();
    try {
      assertThat(user.getInputStream().read()).isEqualTo('\n');
      try (ProgramRun run = clean("--yes")) {
        assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
      }
      assertThat(store.resolve("runs/java")).exists();
      assertThat(store.resolve("rests")).doesNotExist();
      assertThat(store.resolve("rests.use")).doesNotExist();
    } finally {
      user.getOutputStream().close();
      user.waitFor();
    }
  }
}
