package net.boincwrapper.bench;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.client.ClientRequest;

/** How long the client, the engine and the app wait for the wrapper. */
final class Latency {
  private final Lab lab;

  private Latency(Lab lab) {
    this.lab = lab;
  }

  static void measure(Lab lab) throws IOException {
    Latency latency = new Latency(lab);
    List<Subject> all = lab.wrappersAnd(EngineRun.bare(), EngineRun.isolated());
    for (int turn = 1; turn <= lab.effort().lives().brief(); turn++) {
      lab.progress().accept("launch and finish " + turn + " of " + lab.effort().lives().brief());
      lab.each(all, latency::shortLife);
    }
    for (int turn = 0; turn < lab.effort().lives().first(); turn++) {
      latency.firstLaunch();
    }
    List<Subject> controlled = lab.wrappersAnd(EngineRun.bare());
    for (int turn = 1; turn <= lab.effort().lives().controlled(); turn++) {
      lab.progress()
          .accept(
              "suspend, resume, quit, abort " + turn + " of " + lab.effort().lives().controlled());
      lab.each(controlled, latency::quitLife);
      lab.each(controlled, latency::abortedLife);
    }
  }

  private void shortLife(Subject subject) throws IOException {
    ShortLife life = ShortLife.of(subject, ShortLife.task(lab.site(), lab), Children::cpuSeconds);
    lab.figures().add(Measure.LAUNCH, subject.name(), life.launch());
    lab.figures().add(Measure.FINISH, subject.name(), life.finish());
    lab.figures().add(Measure.START_AND_FINISH_CPU, subject.name(), life.cpu());
  }

  /** On a host that has no trace of the wrapper; its files are in the page cache, though. */
  private void firstLaunch() throws IOException {
    try (Site fresh = Site.below(lab.work());
        RunningTask running = lab.ours().launch(ShortLife.task(fresh, lab))) {
      double launch = running.began() - running.launchedAt();
      lab.figures().add(Measure.FIRST_LAUNCH, lab.ours().name(), launch);
      running.exited();
    }
  }

  private void quitLife(Subject subject) throws IOException {
    try (RunningTask running = subject.launch(lab.site().task(App.CHECKPOINTING))) {
      running.began();
      Freezer freezer = Freezer.of(running.container());
      for (int turn = 0; turn < lab.effort().lives().suspends(); turn++) {
        suspendAndResume(subject, running, freezer);
      }
      Waiting.pass(lab.between(1, 2));
      double asked = running.ask(ClientRequest.QUIT);
      lab.figures().add(Measure.QUIT, subject.name(), running.exited() - asked);
    }
  }

  private void suspendAndResume(Subject subject, RunningTask running, Freezer freezer)
      throws IOException {
    Waiting.pass(lab.between(0.5, 1.5));
    double suspended = running.ask(ClientRequest.SUSPEND);
    double frozen = running.until("frozen", freezer::frozen);
    lab.figures().add(Measure.SUSPEND, subject.name(), frozen - suspended);
    Waiting.pass(lab.between(0.5, 1.5));
    double resumed = running.ask(ClientRequest.RESUME);
    double thawed = running.until("running again", freezer::running);
    lab.figures().add(Measure.RESUME, subject.name(), thawed - resumed);
  }

  private void abortedLife(Subject subject) throws IOException {
    try (RunningTask running = subject.launch(lab.site().task(App.CHECKPOINTING))) {
      running.began();
      Waiting.pass(lab.between(1, 2));
      double asked = running.ask(ClientRequest.ABORT);
      lab.figures().add(Measure.ABORT, subject.name(), running.left() - asked);
    }
  }
}
