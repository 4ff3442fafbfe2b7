package net.boincwrapper.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.ProblemsCheck;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.TaskFixture;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Timeout;

/** In a slot where something lies that must not get into an image. */
@Timeout(120)
class DockerfileFuzzTest {
  private static final String SECRET = "nobody may see this";
  private static final SlotFiles GIVEN = new SlotFiles(Set.of("data", "in"), Set.of("in"));

  private final TaskFixture task = new TaskFixture();

  DockerfileFuzzTest() throws IOException {
    Files.createDirectories(task.files.getPath("/etc"));
    Files.writeString(task.files.getPath("/etc/shadow"), SECRET);
    Files.writeString(task.slot.directory().resolve("../../account_a.xml"), SECRET);
    task.write("init_data.xml", SECRET);
    task.write(".docker_wrapper/memo", SECRET);
    task.write("data", "1");
    task.write("d/" + "a".repeat(200), "2");
    task.write("a".repeat(200), "2");
    task.writeProject("in_1", "3");
    task.link("in", "in_1");
    task.link("account", "../../account_a.xml");
    task.symbolicLink("shadow", "/etc/shadow");
    task.symbolicLink("d/up", "../../..");
  }

  @FuzzTest
  void sendsNothingThatTheTaskDoesNotHave(byte[] content) throws Exception {
    Files.write(task.slot.directory().resolve("Dockerfile"), content);
    Images.Wish wish =
        new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo());

    ImagePreview preview = Cost.bounded(content.length, () -> ImagePreview.of(wish, GIVEN));

    ProblemsCheck.hold(preview.problems(), content);
    List<Problem> problems = new ArrayList<>();
    Optional<ImageBuild> draft = ImageBuild.draft(wish, problems);
    if (draft.isPresent()) {
      holdsWhatIsTheTasks(draft.get());
      if (problems.stream().noneMatch(Problem::isError)) {
        saysTheSameWhenSent(draft.get(), new String(content, UTF_8));
      }
    }
  }

  private static void holdsWhatIsTheTasks(ImageBuild build) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    build.context().writeTar(bytes);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.isFile() || entry.isDirectory()).as(entry.getName()).isTrue();
        assertThat("/" + entry.getName() + "/").doesNotContain("/../").doesNotContain("/./");
        if (!entry.getName().equals("Dockerfile")) {
          assertThat(new String(tar.readAllBytes(), UTF_8)).doesNotContain(SECRET);
        }
      }
    }
  }

  /** What we add are instructions by themselves, and those of the author stay what they were. */
  private void saysTheSameWhenSent(ImageBuild build, String text) {
    String sent = new SentDockerfile(build.dockerfile(), task.platform(), "k=v").of(text);
    List<Instruction> read = DockerfileReader.read("Dockerfile", sent).instructions();
    assertThat(read.stream().filter(i -> i.is("LABEL") && i.text().equals("k=v")).count())
        .as("a label for each stage of %s", sent)
        .isGreaterThanOrEqualTo(
            build.dockerfile().instructions().stream().filter(i -> i.is("FROM")).count());
    assertThat(others(read)).isEqualTo(others(build.dockerfile().instructions()));
  }

  private static List<String> others(List<Instruction> all) {
    return all.stream()
        .filter(i -> !i.is("ARG") && !(i.is("LABEL") && i.text().equals("k=v")))
        .map(i -> i.keyword() + " " + i.flags() + " " + i.text())
        .toList();
  }
}
