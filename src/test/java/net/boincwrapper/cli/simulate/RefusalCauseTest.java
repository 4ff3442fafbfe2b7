package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalCauseTest {
  private static final Ownership OPEN = new Ownership(0, 0, 0755);
  private static final Ownership CLOSED = new Ownership(0, 0, 0700);

  private final FakeEngine engine = new FakeEngine(InstantSource.system());

  @BeforeEach
  void openTheUsual() {
    engine.addImage(SamplePlans.IMAGE);
    engine.owns("/opt", OPEN);
    engine.owns("/opt/tool", OPEN);
    engine.owns("/root", CLOSED);
  }

  @Test
  void aDirectoryThatCannotBeEnteredIsNamed() {
    assertThat(explain("/root/app/run.sh"))
        .startsWith("the app runs as uid 1000")
        .contains("may not use /root/app/run.sh: /root is owned by root, mode 0700; ")
        .endsWith("RUN chmod -R a+rX /root/app");
  }

  @Test
  void aFileOfRootsAloneIsNamed() {
    engine.owns("/opt/tool/run.sh", CLOSED);

    assertThat(explain("/opt/tool/run.sh"))
        .contains(": /opt/tool/run.sh is owned by root, mode 0700; ");
  }

  @Test
  void whatCannotBeWrittenHasAPlaceElsewhere() {
    assertThat(explain("/opt/cache"))
        .contains(": /opt is owned by root, mode 0755; let the app write to its WORKDIR");
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    explain("/opt/cache");

    assertThat(engine.list(Map.of())).isEmpty();
  }

  private String explain(String path) {
    RunUser user = RunUser.caller(1000, 1000);
    return new RefusalCause(engine, SamplePlans.script("c", "true"), user)
        .explain(new Refusal(Optional.of(path)));
  }
}
