package net.boincwrapper.engines;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of an engine: integration tests, which are run in the machine. */
enum Check {
  LIFECYCLE(
      "lifecycle",
      "net.boincwrapper.task.TaskLifecycleIT",
      "net.boincwrapper.task.TaskSuspendIT",
      "net.boincwrapper.task.TaskAbortIT",
      "net.boincwrapper.task.CdiIT",
      "net.boincwrapper.cli.engine.EngineReportIT"),
  QUIT("quit", "net.boincwrapper.task.TaskQuitIT"),
  ENDS("evidence of ends", "net.boincwrapper.task.judge.EndOfAppIT"),
  ISOLATION("isolation", "net.boincwrapper.task.IsolationIT"),
  INMATE("inmate", "net.boincwrapper.inmate.InmateIT"),
  BUILDS("builds", "net.boincwrapper.task.ImageTroubleIT"),
  ARCHIVES(
      "archives", "net.boincwrapper.image.ImageArchiveIT", "net.boincwrapper.task.ShippedImageIT"),
  HOSTILE_SLOTS(
      "hostile slots", "net.boincwrapper.task.HostileSlotIT", "net.boincwrapper.task.LeftFilesIT"),
  STORM("storm of 10", "net.boincwrapper.storm.CheckpointStormIT"),
  REFUSED("refused", "net.boincwrapper.task.RefusedEngineIT"),
  CLIENT("a client's job", "net.boincwrapper.realclient.ClientUnitIT");

  /** What every engine is asked on which tasks run. */
  static final List<Check> OF_A_TASK =
      List.copyOf(EnumSet.complementOf(EnumSet.of(REFUSED, CLIENT)));

  private final String title;
  private final List<String> tests;

  Check(String title, String... tests) {
    this.title = title;
    this.tests = List.of(tests);
  }

  /** The head of its column. */
  String title() {
    return title;
  }

  /** Names of classes. */
  List<String> tests() {
    return tests;
  }

  /** Whether a test is one of it: the name of a class, with or without that of a method. */
  boolean has(String test) {
    return tests.stream().anyMatch(name -> test.equals(name) || test.startsWith(name + "."));
  }

  /**
   * By its title, where {@code -} may stand for a space.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Check of(String title) {
    return Stream.of(values())
        .filter(check -> check.title.equals(title.replace('-', ' ')))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no check of ours: " + title));
  }
}
