package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.policy.HostPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Ctrl-C that comes at an awkward moment of an author's run. */
class AuthorSessionTest {
  @TempDir private Path directory;
  private final AtomicBoolean ending = new AtomicBoolean();

  /** As the JVM does while it is shutting down. */
  private void refuseWhileEnding(Thread hook) {
    if (ending.get()) {
      throw new IllegalStateException("Shutdown in progress");
    }
  }

  private AuthorSession session() throws IOException {
    Files.createDirectory(directory.resolve(".dry-run"));
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    return new AuthorSession(
        folder,
        PolicyEngine.of(HostPolicy.DEFAULT, Map.of()),
        new RunPlace.Authors(folder, false),
        new PrintWriter(new StringWriter()),
        new ShutdownHooks(this::refuseWhileEnding, this::refuseWhileEnding));
  }

  private static FakeEngine engine() {
    return new FakeEngine(InstantSource.system());
  }

  /** The hook runs in a thread of the JVM's, which is not here to say so. */
  @Test
  void ctrlCInTheLastMomentOfARunIsNoFailure() throws Exception {
    int status =
        session()
            .runAlone(
                engine(),
                (engine, tree, stopRequested) -> {
                  ending.set(true);
                  return ExitCode.GOOD;
                });

    assertThat(status).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void ctrlCBeforeTheFirstMomentIsHeard() throws Exception {
    ending.set(true);
    AtomicBoolean asked = new AtomicBoolean();

    session()
        .runAlone(
            engine(),
            (engine, tree, stopRequested) -> {
              asked.set(stopRequested.getAsBoolean());
              return ExitCode.INTERRUPTED;
            });

    assertThat(asked).isTrue();
  }
}
