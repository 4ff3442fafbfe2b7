package net.boincwrapper.bench;

import java.io.IOException;

/** One task of everybody, so that nobody's first time on this host is measured. */
final class WarmUp {
  private WarmUp() {}

  static void run(Lab lab) throws IOException {
    lab.each(
        lab.wrappersAnd(DockerRun.bare(), DockerRun.isolated()),
        subject -> {
          lab.progress().accept("warming up " + subject.name());
          try (RunningTask running = subject.launch(lab.site().task(App.SHORT).file("wait", "0"))) {
            running.exited();
          }
        });
  }
}
