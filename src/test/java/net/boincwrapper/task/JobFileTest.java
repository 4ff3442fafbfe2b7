package net.boincwrapper.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFileTest {
  private static final String JOB = "workdir = \"/app\"\n";

  private Path project;
  private SlotLayout slot;

  @BeforeEach
  void makeSlot() throws Exception {
    Configuration unix =
        Configuration.unix().toBuilder().setAttributeViews("posix", "unix").build();
    Path root = Jimfs.newFileSystem(unix).getPath("/boinc");
    slot = new SlotLayout(Files.createDirectories(root.resolve("slots/0")));
    project = Files.createDirectories(root.resolve("projects/P"));
  }

  private Reading read() throws Exception {
    return JobFile.read(slot, KnownLinks.recordOnce(slot, project), "job.toml");
  }

  private Path inSlot(String name) {
    return slot.directory().resolve(name);
  }

  @Test
  void aCopyIsReadInTheSlot() throws Exception {
    Files.writeString(inSlot("job.toml"), JOB);

    assertThat(read().content()).hasValue(JOB.getBytes(UTF_8));
  }

  @Test
  void aTextLinkIsFollowedIntoTheProject() throws Exception {
    Files.writeString(project.resolve("job_1.toml"), JOB);
    Files.writeString(inSlot("job.toml"), "<soft_link>../../projects/P/job_1.toml</soft_link>\n");

    assertThat(read().content()).hasValue(JOB.getBytes(UTF_8));
  }

  @Test
  void aSymbolicLinkIsFollowedIntoTheProjectThoughTheAppHasReplacedIt() throws Exception {
    Files.writeString(project.resolve("job_1.toml"), JOB);
    Files.createSymbolicLink(inSlot("job.toml"), project.resolve("job_1.toml"));
    read();
    Files.delete(inSlot("job.toml"));
    Files.writeString(inSlot("job.toml"), "the app's own rules");

    assertThat(read().content()).hasValue(JOB.getBytes(UTF_8));
  }

  @Test
  void aLinkThatLeadsNowhereIsToldAndNoJobIsOne() throws Exception {
    assertThat(read()).isInstanceOf(Reading.Absent.class);
    Files.delete(slot.knownLinks());
    Files.writeString(inSlot("job.toml"), "<soft_link>../../projects/P/gone</soft_link>\n");

    assertThat(read())
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.reason()).contains("job.toml leads to", "gone"));
  }

  @Test
  void anEndlessOneIsRefused() throws Exception {
    Files.write(project.resolve("job_1.toml"), new byte[(1 << 20) + 1]);
    Files.writeString(inSlot("job.toml"), "<soft_link>../../projects/P/job_1.toml</soft_link>\n");

    assertThat(read()).isInstanceOf(Reading.Refused.class);
  }
}
