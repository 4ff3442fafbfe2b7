package net.boincwrapper.bench;

import java.io.IOException;
import java.util.List;

/** One task of everybody, so that nobody's first time on this host is measured. */
final class WarmUp {
  private WarmUp() {}

  static void run(Lab lab) throws IOException {
    run(lab, lab.site(), lab.wrappersAnd(EngineRun.bare(), EngineRun.isolated()));
  }

  static void run(Lab lab, Site site, List<Subject> subjects) throws IOException {
    lab.each(
        subjects,
        subject -> {
          lab.progress().accept("warming up " + subject.name());
          try (RunningTask running = subject.launch(site.task(App.SHORT).file("wait", "0"))) {
            running.exited();
          }
        });
  }
}
