package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBuildTest {
  private final TaskFixture task = new TaskFixture();
  private String dockerfile = "Dockerfile";

  @Test
  void theContextHoldsTheDockerfileAndWhatItCopies() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY a.py lib /x/\nADD [\"two words\", \"/y/\"]\n");
    task.write("a.py", "print(1)");
    task.write("lib/b.py", "print(2)");
    task.write("lib/deep/c.py", "print(3)");
    task.write("two words", "4");
    task.write("other", "not copied");
    task.write(SlotLayout.INIT_DATA, "secret");
    assertThat(contents().keySet())
        .containsExactly(
            "Dockerfile", "a.py", "lib/", "lib/b.py", "lib/deep/", "lib/deep/c.py", "two words");
  }

  @Test
  void wildcardsAreResolved() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY *.py d*/x.[tc]* /x/\n");
    task.write("a.py", "");
    task.write("b.py", "");
    task.write("c.txt", "");
    task.write("data/x.txt", "");
    task.write("data/x.bin", "");
    assertThat(contents().keySet()).containsExactly("Dockerfile", "a.py", "b.py", "data/x.txt");
  }

  @Test
  void theWholeSlotIsNeverTheWholeSlot() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY . /x/\n");
    task.write("a.py", "");
    for (String name : List.of(SlotLayout.INIT_DATA, SlotLayout.STDERR, ".docker_wrapper/memo")) {
      task.write(name, "ours");
    }
    task.symbolicLink("alias", SlotLayout.INIT_DATA);
    task.symbolicLink("passwd", "/etc/passwd");
    assertThat(contents().keySet()).containsExactly("Dockerfile", "a.py");
  }

  @Test
  void linksOfBothKindsAreReplacedByWhatTheyLeadTo() throws Exception {
    task.writeProject("Dockerfile_7", "FROM a\nCOPY model table /x/\n");
    task.writeProject("model_3", "physical");
    task.writeProject("table_4", "symbolic");
    task.link("Dockerfile", "Dockerfile_7");
    task.link("model", "model_3");
    task.symbolicLink("table", "../../projects/example.org_quantum/table_4");
    assertThat(contents())
        .containsEntry(
            "Dockerfile",
            "FROM a\nLABEL net.boincwrapper.stage=example.org_quantum\nCOPY model table /x/\n")
        .containsEntry("model", "physical")
        .containsEntry("table", "symbolic");
  }

  @Test
  void whatStagesAndUrlsGiveIsNotInTheContext() throws Exception {
    task.write(
        "Dockerfile",
        "FROM a AS b\nFROM c\nCOPY --from=b /lib /lib\nADD https://x.example/y.tar /y\n");
    assertThat(contents().keySet()).containsExactly("Dockerfile");
  }

  @ParameterizedTest
  @CsvSource({
    "missing, there is no missing in the slot; put it into the job's folder",
    "alas, there is no alas in the slot; did you mean \"alias\"?",
    "../../projects/x, leads out of the slot",
    "init_data.xml, is reserved",
    "./.docker_wrapper/memo, is reserved",
    "$NAME, variables are not resolved",
    "*.nothing, nothing in the slot matches",
    "[a, a [ is not closed",
    "alias, is not a file of the slot or the project",
    "passwd, is not a file of the slot or the project",
    "linkdir/x, is not a file of the slot or the project",
  })
  void otherSourcesAreRefusedWithTheirLine(String source, String reason) throws Exception {
    task.write("Dockerfile", "FROM a\n\nCOPY " + source + " /x/\n");
    task.write(SlotLayout.INIT_DATA, "");
    task.write(".docker_wrapper/memo", "");
    Files.createDirectories(task.files.getPath("/etc"));
    Files.writeString(task.files.getPath("/etc/passwd"), "root");
    Files.writeString(task.files.getPath("/etc/x"), "root");
    task.symbolicLink("alias", SlotLayout.INIT_DATA);
    task.symbolicLink("passwd", "/etc/passwd");
    task.symbolicLink("linkdir", "/etc");
    assertThatThrownBy(this::build)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.FINAL))
        .hasMessageContaining("Dockerfile:3: ")
        .hasMessageContaining(reason);
  }

  @Test
  void everyProblemIsListed() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY x /x\nRUN --mount=type=cache y\nFOO\n");
    assertThatThrownBy(this::build)
        .hasMessageContaining("Dockerfile:2: ")
        .hasMessageContaining("Dockerfile:3: ")
        .hasMessageContaining("Dockerfile:4: ");
  }

  @Test
  void theSameContentGivesTheSameBytesWhateverItsTimes() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY b /\n");
    var file = task.write("b", "1");
    byte[] before = tar();
    String tag = build().tag();
    Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
    assertThat(tar()).isEqualTo(before);
    assertThat(build().tag()).isEqualTo(tag);
  }

  @Test
  void ownersAndTimesAreLeftOut() throws Exception {
    task.write("Dockerfile", "FROM a\nCOPY d /\n");
    var script = task.write("d/run.sh", "1");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar()))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        assertThat(e.getLongUserId()).isZero();
        assertThat(e.getUserName()).isEqualTo("root");
        assertThat(e.getLastModifiedDate().getTime()).isZero();
        boolean all = e.isDirectory() || e.getName().equals("d/run.sh");
        assertThat(e.getMode() & 0777).isEqualTo(all ? 0755 : 0644);
      }
    }
  }

  @Test
  void whatMakesAnotherImageMakesAnotherName() throws Exception {
    task.write("Dockerfile", "FROM a AS s\nCOPY b /\n");
    var file = task.write("b", "1");
    String first = build().tag();
    task.write("b", "2");
    String content = build().tag();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    String executable = build().tag();
    task.buildArguments = Map.of("A", "1");
    String arguments = build().tag();
    task.target = Optional.of("s");
    assertThat(List.of(first, content, executable, arguments, build().tag()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theRequestIsLimitedLikeTheTaskAndUsesTheClientsProxy() throws Exception {
    task.write("Dockerfile", "FROM a\n");
    task.extended = true;
    task.usageLimit = 50;
    task.buildArguments = Map.of("A", "1");
    task.proxy =
        Optional.of(new InitData.ProxyInfo(Optional.of("http://p:1"), Optional.empty(), ""));
    String direct = build().tag();
    task.proxy = Optional.empty();
    assertThat(build().tag()).isEqualTo(direct);
    task.proxy =
        Optional.of(new InitData.ProxyInfo(Optional.of("http://p:1"), Optional.empty(), ""));
    Engine.BuildRequest request = build().request("0123");
    assertThat(request.memoryBytes()).isEqualTo(1L << 30);
    assertThat(request.cpus()).isEqualTo(1.0);
    assertThat(request.arguments())
        .containsEntry("A", "1")
        .containsEntry("http_proxy", "http://p:1");
    assertThat(request.labels())
        .containsEntry("net.boincwrapper.project", "example.org_quantum")
        .containsEntry("org.opencontainers.image.title", "simapp");
    assertThat(request.dockerfile()).isEqualTo("Dockerfile");
  }

  @Test
  void aStepsMarkStaysOutOfWhatTheDockerfileDeclares() throws Exception {
    task.write("Dockerfile", "ARG V=1\nFROM a:$V\nARG NO_PROXY=x B\nRUN true\n");
    Engine.BuildRequest request = build().request("0123");
    assertThat(request.mark().addedTo(request.arguments()))
        .isEqualTo(Map.of("no_proxy", "0123.boincwrapper.invalid"));
    assertThat(request.arguments()).isEmpty();
  }

  @Test
  void anImageForAnotherPlatformHasAnotherNameWhereItMayDiffer() throws Exception {
    task.write("Dockerfile", "FROM a\nARG TARGETARCH\nRUN get $TARGETARCH\n");
    String here = build().tag();
    task.architecture = "aarch64";
    assertThat(build().tag()).isNotEqualTo(here);
  }

  @Test
  void aUsersOwnBuildArgumentWinsOverThePlatforms() throws Exception {
    task.buildArguments = Map.of("TARGETARCH", "sparc");
    task.write("Dockerfile", "FROM sim-$TARGETARCH\n");
    assertThat(build().request("0123").arguments()).containsEntry("TARGETARCH", "sparc");
    assertThat(build().bases()).containsExactly("sim-sparc");
  }

  @Test
  void theBaseForThePlatformOfTheEngineIsPulledBeforeTheBuild() throws Exception {
    task.write(
        "Dockerfile",
        "FROM --platform=$BUILDPLATFORM here-$TARGETARCH\nFROM --platform=linux/s390x other\n");
    assertThat(build().bases()).containsExactly("here-amd64");
  }

  @Test
  void aDockerfileMayHaveAnotherName() throws Exception {
    dockerfile = "Dockerfile_worker_2";
    task.write(dockerfile, "FROM a\n");
    assertThat(contents().keySet()).containsExactly("Dockerfile_worker_2");
  }

  private ImageBuild build() throws EngineException {
    return ImageBuild.of(
            new Images.Wish(task.job(), task.init(), task.slot, dockerfile, task.engineInfo()))
        .orElseThrow();
  }

  private byte[] tar() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    build().context().writeTar(out);
    return out.toByteArray();
  }

  private Map<String, String> contents() throws Exception {
    Map<String, String> contents = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar()))) {
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        contents.put(e.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
