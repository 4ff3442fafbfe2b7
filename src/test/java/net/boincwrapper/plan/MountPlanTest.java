package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Problem;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountPlanTest {
  private static final String SLOT = "/var/lib/boinc/slots/0";
  private static final String PROJECT = "/var/lib/boinc/projects/example.org_quantum";

  private final TaskFixture task = new TaskFixture();

  @Test
  void theSlotIsMountedAtWorkdirAndTheProjectWhereItIsExpectedAndWhereLinksLead() {
    assertThat(task.plan().mounts())
        .contains(
            new Bind(SLOT, "/app", false),
            new Bind(PROJECT, "/project", true),
            new Bind(PROJECT, "/projects/example.org_quantum", true));
  }

  @Test
  void linksOfADeepWorkdirLeadTwoDirectoriesUp() {
    task.workdir = "/opt/sim/run";
    assertThat(mountAt("/opt/projects/example.org_quantum"))
        .isEqualTo(new Bind(PROJECT, "/opt/projects/example.org_quantum", true));
  }

  @Test
  void aProjectMountThatIsThePlaceOfTheLinksIsMountedOnce() {
    task.projectMount = "/projects/example.org_quantum";
    assertThat(task.plan().mounts())
        .filteredOn(mount -> mount instanceof Bind bind && bind.source().equals(PROJECT))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/projects, /project, workdir",
    "/project/x, /project, workdir",
    "/app, /app/project, workdir",
    "/app, /projects, project_dir_mount",
  })
  void placesThatOverlapAreRefused(String workdir, String projectMount, String key) {
    task.workdir = workdir;
    task.projectMount = projectMount;
    assertThat(task.planned().plan()).isEmpty();
    assertThat(task.planned().problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .anyMatch(message -> message.startsWith(key));
  }

  @Test
  void whatTheAppMustNotSeeOrWriteIsMasked() throws IOException {
    for (String name : List.of(SlotLayout.SHARED_MEMORY, SlotLayout.SETUP_COMPLETE)) {
      task.write(name, "");
    }
    task.write("job.toml", "");
    task.link("Dockerfile", "Dockerfile_7");
    String empty = task.slot.emptyMask().toString();
    assertThat(task.plan().mounts())
        .contains(
            new Bind(empty, "/app/boinc_mmap_file", true),
            new Bind(task.slot.stderrMask().toString(), "/app/stderr.txt", false),
            new Bind(empty, "/app/boinc_task_state.xml", true),
            new Bind(empty, "/app/boinc_setup_complete", true),
            new Bind(task.slot.lockMask().toString(), "/app/boinc_lockfile", false),
            new Bind(SLOT + "/job.toml", "/app/job.toml", true),
            new Bind(SLOT + "/Dockerfile", "/app/Dockerfile", true),
            new TmpfsMount("/app/.docker_wrapper", OptionalLong.of(4096), 0555, false));
  }

  @Test
  void filesOfAClientThatIsNotThereNeedNoMaskAndInitDataHasNone() throws IOException {
    task.write(SlotLayout.INIT_DATA, "<app_init_data/>");
    assertThat(task.plan().mounts())
        .extracting(Mount::target)
        .doesNotContain(
            "/app/boinc_mmap_file",
            "/app/boinc_setup_complete",
            "/app/job.toml",
            "/app/init_data.xml");
  }

  @Test
  void aSymbolicLinkToTheJobsRulesCannotBeProtected() throws IOException {
    task.symbolicLink("job.toml", "../../projects/example.org_quantum/job.toml");
    assertThat(task.planned().problems())
        .extracting(Problem::message)
        .anyMatch(message -> message.startsWith("job.toml is a symbolic link"));
  }

  @Test
  void otherNamesOfTheAuthorsFilesAreProtectedInstead() throws IOException {
    task.write("sim.toml", "");
    ContainerPlan plan =
        Planner.plan(task.input(), new AuthorFiles("sim.toml", "Recipe")).plan().orElseThrow();
    assertThat(plan.mounts()).contains(new Bind(SLOT + "/sim.toml", "/app/sim.toml", true));
  }

  @Test
  void whatLiesDeeperIsMountedLater() throws IOException {
    task.link("out", "wu_0_0_r1");
    task.scratch = List.of(new Job.Scratch("/a", 1, false));
    task.tmpfs = List.of(new Job.Tmpfs("/a/b/c/d", OptionalLong.empty(), true));
    assertThat(task.plan().mounts())
        .extracting(mount -> mount.target().chars().filter(c -> c == '/').count())
        .isSorted();
  }

  @Test
  void anOutputIsWritableInBothPlaces() throws IOException {
    task.link("out", "wu_0_0_r1");
    String source = PROJECT + "/wu_0_0_r1";
    assertThat(task.plan().mounts())
        .contains(
            new Bind(source, "/project/wu_0_0_r1", false),
            new Bind(source, "/projects/example.org_quantum/wu_0_0_r1", false));
    assertThat(task.project.resolve("wu_0_0_r1")).doesNotExist();
  }

  @Test
  void anOutputMayBeASymbolicLink() throws IOException {
    task.symbolicLink("out", "../../projects/example.org_quantum/wu_0_0_r1");
    assertThat(mountAt("/project/wu_0_0_r1")).isInstanceOf(Bind.class);
  }

  @Test
  void anInputAndALinkThatLeadsElsewhereAreNoOutputs() throws IOException {
    task.writeProject("in_1", "data");
    task.link("in", "in_1");
    task.symbolicLink("bad", "/etc/cron.d/boinc");
    task.write("worse", "<soft_link>../../projects/other/x</soft_link>\n");
    assertThat(task.plan().mounts())
        .filteredOn(mount -> mount instanceof Bind bind && !bind.readOnly())
        .extracting(Mount::target)
        .containsExactlyInAnyOrder("/app", "/app/boinc_lockfile", "/app/stderr.txt");
  }

  @ParameterizedTest
  @EnumSource
  void theListOfUsersKnowsTheApp(Engine.Kind engine) {
    task.engine = engine;
    assertThat(mountAt("/etc/passwd"))
        .isEqualTo(new Bind(SLOT + "/.docker_wrapper/passwd", "/etc/passwd", true));
    assertThat(mountAt("/etc/group"))
        .isEqualTo(new Bind(SLOT + "/.docker_wrapper/group", "/etc/group", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "rootless"})
  void whereTheUserIsKnownTheImagesListStays(String where) {
    task.userId = where.equals("root") ? 0 : 1000;
    task.rootless = where.equals("rootless");
    assertThat(task.plan().mounts()).extracting(Mount::target).doesNotContain("/etc/passwd");
  }

  @Test
  void withoutAProjectDirectoryTheRestIsMounted() throws IOException {
    Files.delete(task.project);
    assertThat(task.plan().mounts()).extracting(Mount::target).doesNotContain("/project");
    assertThat(task.planned().notes()).anyMatch(n -> n.contains("there is no project directory"));
  }

  @Test
  void aJobMayMountWhatLiesInTheSlot() throws IOException {
    task.write("data/x", "1");
    mount("data", "/data", false);
    assertThat(mountAt("/data")).isEqualTo(new Bind(SLOT + "/data", "/data", false));
    mount("./data/x", "/data/./x", true);
    assertThat(mountAt("/data/x")).isEqualTo(new Bind(SLOT + "/data/x", "/data/x", true));
  }

  @Test
  void aJobMayMountWhatLiesInTheProjectReadOnly() throws IOException {
    task.writeProject("model_3", "1");
    mount("../../projects/example.org_quantum/model_3", "/model", false);
    assertThat(mountAt("/model")).isEqualTo(new Bind(PROJECT + "/model_3", "/model", true));
    assertThat(task.planned().notes()).anyMatch(note -> note.contains("so is this mount"));
    mount(PROJECT + "/model_3", "/model", true);
    assertThat(mountAt("/model")).isEqualTo(new Bind(PROJECT + "/model_3", "/model", true));
  }

  @Test
  void anInputFileIsMountedThroughItsLink() throws IOException {
    task.writeProject("model_3", "1");
    task.link("model", "model_3");
    mount("model", "/model", true);
    assertThat(mountAt("/model")).isEqualTo(new Bind(PROJECT + "/model_3", "/model", true));
  }

  @Test
  void theJobsOwnRulesAreNotWritableElsewhereEither() throws IOException {
    task.write("job.toml", "");
    mount("job.toml", "/rules", false);
    assertThat(mountAt("/rules")).isEqualTo(new Bind(SLOT + "/job.toml", "/rules", true));
  }

  @ParameterizedTest
  @CsvSource({
    "., the slot itself",
    "sub/.., the slot itself",
    ".docker_wrapper, is reserved",
    "init_data.xml, is reserved",
    "sub/../init_data.xml, is reserved",
    "alias, is reserved",
    "out, neither below the slot",
    "text, neither below the slot",
    "/etc, neither below the slot",
    "../.., neither below the slot",
    "missing, no such source",
  })
  void otherSourcesAreRefused(String source, String reason) throws IOException {
    Files.createDirectories(task.files.getPath("/etc"));
    Files.createDirectories(task.slot.ownDirectory());
    task.write("sub/x", "");
    task.write(SlotLayout.INIT_DATA, "");
    task.symbolicLink("alias", "init_data.xml");
    task.symbolicLink("out", "/etc");
    task.write("text", "<soft_link>../../../../../etc</soft_link>\n");
    mount(source, "/data", true);
    assertRefused(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/data, overlaps /app",
    "/app, overlaps /app",
    "/project, overlaps /project",
    "/projects/example.org_quantum/x, overlaps /projects",
    "/projects, overlaps /projects",
    "/, system directory",
    "/usr/lib/python3, system directory",
    "/data/../etc/passwd, system directory",
    "/dev/shm, system directory",
    "/run, system directory",
    "/var, system directory",
    "data, not an absolute path",
  })
  void otherTargetsAreRefused(String target, String reason) throws IOException {
    task.write("x", "");
    mount("x", target, true);
    assertRefused(reason);
  }

  @Test
  void oneTargetIsMountedOnce() throws IOException {
    task.write("x", "");
    task.mounts =
        List.of(new MountRequest("x", "/data", true), new MountRequest("x", "/data/", true));
    assertRefused("mounted twice");
  }

  @Test
  void memoryIsMountedWhereProgramsWantToWrite() {
    task.tmpfs =
        List.of(
            new Job.Tmpfs("/run", OptionalLong.empty(), false),
            new Job.Tmpfs("/tmp", OptionalLong.of(5), true));
    task.scratch = List.of(new Job.Scratch("/scratch", 7, true));
    assertThat(task.plan().mounts())
        .contains(
            new TmpfsMount("/run", OptionalLong.empty(), 01777, false),
            new TmpfsMount("/tmp", OptionalLong.of(5), 01777, true),
            new TmpfsMount("/scratch", OptionalLong.of(7), 01777, true));
  }

  /** Podman cannot be told them, and would mount something else. */
  @ParameterizedTest
  @ValueSource(strings = {"/data,x:y", "/a:b\"c", "/a:b\nc"})
  void onPodmanAMountWithBothColonAndCommaIsRefused(String target) throws IOException {
    task.engine = Engine.Kind.PODMAN;
    task.write("x", "");
    mount("x", target, true);
    assertRefused("/var/lib/boinc/slots/0/x at " + target);
  }

  @Test
  void onPodmanAFileSystemInMemoryHasNoColonInItsPath() {
    task.engine = Engine.Kind.PODMAN;
    task.scratch = List.of(new Job.Scratch("/x:exec", 7, false));
    assertRefused("/x:exec");
  }

  @Test
  void anApplicationMayLieBelowUsrSrc() throws IOException {
    task.workdir = "/usr/src/app";
    task.write("x", "");
    mount("x", "/usr/src/data", true);
    assertThat(mountAt("/usr/src/data")).isInstanceOf(Bind.class);
    assertThat(mountAt("/usr/projects/example.org_quantum")).isInstanceOf(Bind.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/tmp", "/etc", "/dev/shm", "/usr/local"})
  void memoryHidesNeitherTheSlotNorTheSystem(String target) {
    task.scratch = List.of(new Job.Scratch(target, 7, false));
    assertRefused("scratch " + target);
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    task.mounts =
        List.of(new MountRequest("a", "/data", true), new MountRequest("b", "/etc", true));
    task.scratch = List.of(new Job.Scratch("/app/x", 1, false));
    assertThat(task.planned().problems()).filteredOn(Problem::isError).hasSize(3);
  }

  private void mount(String source, String target, boolean readOnly) {
    task.mounts = List.of(new MountRequest(source, target, readOnly));
  }

  private Mount mountAt(String target) {
    return task.plan().mounts().stream()
        .filter(mount -> mount.target().equals(target))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is mounted at " + target));
  }

  private void assertRefused(String reason) {
    assertThat(task.planned().plan()).isEmpty();
    assertThat(task.planned().problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .anyMatch(message -> message.contains(reason));
  }
}
