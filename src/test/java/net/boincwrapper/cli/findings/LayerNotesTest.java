package net.boincwrapper.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.engine.FakeEngine.Verb;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is noted of a container before it is removed. */
class LayerNotesTest {
  private static final PathStat DIRECTORY = new PathStat(4096, true, false);

  private final FakeEngine fake = new FakeEngine();
  private final Path file =
      Jimfs.newFileSystem(Configuration.unix()).getPath("/work/container-changes");
  private final Engine engine = LayerNotes.noting(fake, file);
  private String id = "";

  @BeforeEach
  void container() throws EngineException {
    fake.addImage(SamplePlans.IMAGE);
    id = engine.create(SamplePlans.script("task", "true"));
    engine.start(id);
  }

  private void adds(String path, long bytes) {
    fake.writes(id, path, ChangeKind.ADDED, new PathStat(bytes, false, false));
  }

  private WrittenElsewhere noted() throws IOException, EngineException {
    engine.remove(id);
    return LayerNotes.read(file);
  }

  @Test
  void aFileIsNotedWithItsSizeAndTheContainerIsRemoved() throws IOException, EngineException {
    fake.writes(id, "/var", ChangeKind.MODIFIED, DIRECTORY);
    fake.writes(id, "/var/tmp", ChangeKind.MODIFIED, DIRECTORY);
    adds("/var/tmp/state.bin", 1_258_291);
    fake.writes(id, "/etc/passwd", ChangeKind.MODIFIED, new PathStat(900, false, false));
    fake.deletes(id, "/etc/issue");

    assertThat(noted().lines())
        .containsExactly(
            "/var/tmp/state.bin (1.2 MiB)", "/etc/passwd (changed, 900 B)", "/etc/issue (deleted)");
    assertThat(fake.containers()).isEmpty();
  }

  @Test
  void cachesAndEmptyDirectoriesAreNotNoted() throws IOException, EngineException {
    adds("/usr/lib/python3/__pycache__/os.cpython-311.pyc", 10);
    adds("/root/.cache/fontconfig/a.cache-7", 10);
    adds("/run/app.pid", 10);
    adds("/usr/sbin/docker-init", 0);
    fake.writes(id, "/opt/empty", ChangeKind.ADDED, DIRECTORY);

    assertThat(noted().isEmpty()).isTrue();
  }

  @Test
  void aPathMayHoldAnything() throws IOException, EngineException {
    adds("/var/tmp/a b\nc\\n\u001b[1m\u00e9", 1);

    assertThat(noted().files().get(0).path()).isEqualTo("/var/tmp/a b\nc\\n\u001b[1m\u00e9");
    assertThat(noted().lines()).containsExactly("/var/tmp/a b?c\\n?[1m\u00e9 (1 B)");
  }

  @Test
  void onlySoManyAreMeasuredAndTheOthersCounted() throws IOException, EngineException {
    for (int i = 0; i < LayerSurvey.MOST_LOOKS + 25; i++) {
      adds("/data/part" + i, 100 + i);
    }

    WrittenElsewhere noted = noted();

    assertThat(noted.files()).hasSize(LayerSurvey.MOST_LOOKS);
    assertThat(noted.lines()).hasSize(11).endsWith("and 215 more");
    assertThat(noted.named()).endsWith("and 222 more");
  }

  @Test
  void twoContainersOfATaskAreToldTogether() throws IOException, EngineException {
    adds("/var/tmp/a", 1);
    noted();
    id = engine.create(SamplePlans.script("task", "true"));
    adds("/var/tmp/a", 5);
    adds("/var/tmp/b", 2);

    assertThat(noted().lines()).containsExactly("/var/tmp/a (5 B)", "/var/tmp/b (2 B)");
  }

  @Test
  void whatCannotBeListedIsRemovedAllTheSame() throws IOException, EngineException {
    fake.failNext(Verb.CHANGES, EngineException.Kind.RETRYABLE);

    assertThat(noted().isEmpty()).isTrue();
    assertThat(fake.containers()).isEmpty();
  }

  @Test
  void theEnginesFailuresComeThroughAsTheyAre() {
    fake.failNext(Verb.REMOVE, EngineException.Kind.UNREACHABLE);

    assertThatThrownBy(() -> engine.remove(id))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE));
  }

  @Test
  void aLineThatWasCutOffSaysNothing() throws IOException {
    Files.writeString(file, "ADDED 5 /var/tmp/a\nADDED\nNONE 5 /x\nADDED x /y\nmore\n ADD");

    assertThat(LayerNotes.read(file).files())
        .isEqualTo(List.of(new WrittenFile("/var/tmp/a", ChangeKind.ADDED, 5)));
  }
}
