package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HOME, USER, LOGNAME and TMPDIR, which an image may set. */
class HomeDirectoryTest {
  private final TaskFixture task = new TaskFixture();
  private final Map<String, Ownership> owners = new HashMap<>();

  @Test
  void whatTheImageSetsStands() {
    task.imageEnvironment =
        Map.of("HOME", "/opt/conda", "TMPDIR", "/var/tmp", "USER", "sim", "LOGNAME", "sim2");
    // The engine takes from the image what the plan does not name.
    assertThat(task.plan().environment()).doesNotContainKeys("HOME", "TMPDIR", "USER", "LOGNAME");
  }

  @Test
  void whatTheJobSetsWinsOverTheImage() {
    task.imageEnvironment = Map.of("HOME", "/opt/conda");
    task.environment = Map.of("HOME", "/app/home");
    assertThat(task.plan().environment()).containsEntry("HOME", "/app/home");
    assertThat(HomeDirectory.of(task.plan(), task.input().image())).isEmpty();
  }

  @Test
  void whereTheImageSetsNothingTheUsualIsSet() {
    assertThat(task.plan().environment())
        .containsEntry("HOME", "/app")
        .containsEntry("TMPDIR", "/tmp")
        .containsEntry("USER", "boinc");
    assertThat(HomeDirectory.of(task.plan(), task.input().image())).isEmpty();
  }

  @Test
  void theListOfUsersHasTheSameHome() throws Exception {
    task.imageEnvironment = Map.of("HOME", "/opt/conda");
    assertThat(AppEnvironment.home(task.input())).isEqualTo("/opt/conda");
    assertThat(ContainerUser.of(task.input()).passwd("/a:b\nroot::0"))
        .startsWith("boinc:x:1000:1001:BOINC task:/:/bin/sh\n");
  }

  /** The task is 1000:1001. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 755, false",
    "0, 0, 777, true",
    "0, 0, 1777, true",
    "1000, 0, 700, true",
    "1000, 0, 577, false",
    "0, 1001, 775, true",
    "0, 1001, 757, false",
    "0, 0, 776, false",
  })
  void aHomeThatTheTaskCannotWriteIsTold(int uid, int gid, String mode, boolean writable)
      throws Exception {
    owners.put("/opt/conda", new Ownership(uid, gid, Integer.parseInt(mode, 8)));
    assertThat(complaint("/opt/conda").isEmpty()).isEqualTo(writable);
  }

  @Test
  void theLineSaysWhatHelps() throws Exception {
    owners.put("/root", new Ownership(0, 0, 0700));
    assertThat(complaint("/root").orElseThrow())
        .contains("HOME=/root, which the task's user cannot write", "--env HOME=/app");
    assertThat(complaint("/nowhere").orElseThrow()).contains("which is not there");
  }

  @Test
  void aHomeInTheSlotIsNotWorthAQuestion() {
    task.imageEnvironment = Map.of("HOME", "/app/sub");
    assertThat(HomeDirectory.of(task.plan(), task.input().image())).isEmpty();
  }

  private Optional<String> complaint(String home) throws EngineException {
    task.imageEnvironment = Map.of("HOME", home);
    ContainerPlan plan = task.plan();
    FakeEngine engine = new FakeEngine();
    engine.addImage(plan.image());
    owners.forEach(engine::owns);
    return HomeDirectory.of(plan, task.input().image())
        .orElseThrow()
        .complaint(engine, engine.create(plan));
  }
}
