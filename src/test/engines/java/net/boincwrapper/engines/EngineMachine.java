package net.boincwrapper.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.virtual.Emulated;
import net.boincwrapper.virtual.Hardware;
import net.boincwrapper.virtual.Payload;
import net.boincwrapper.virtual.Transcript;
import net.boincwrapper.virtual.UserMode;
import net.boincwrapper.virtual.VirtualMachine;

/** Runs tests in a suite's machine, on an engine that is set up in one way. */
final class EngineMachine {
  private static final int PROCESSORS = 2;
  private static final int MEGABYTES = 4096;

  /** Without guards against other users of its processor, of which it has none. */
  private static final String KERNEL_ARGUMENTS = "mitigations=off systemd.show_status=0";

  /** Else its suite's own kernel, on emulated processors. */
  private static final boolean USER_MODE =
      !System.getProperty("engines.machine", "").equals("emulated");

  private static final Path HOME =
      Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
  private static final Path SET_UPS = HOME.resolve("src/test/engines/set-ups");

  /** Of what the machines said. */
  private static final Path LOGS = HOME.resolve("target/engines");

  /** The released executable; empty: the jar on the machine's own Java. */
  private static final String PROGRAM = System.getProperty("docker-wrapper.program", "");

  private final Suite suite;
  private final SetUp setUp;
  private final Path directory;

  /**
   * @param directory for the files of this run, empty
   */
  EngineMachine(Suite suite, SetUp setUp, Path directory) {
    this.suite = suite;
    this.setUp = setUp;
    this.directory = directory;
  }

  /** Where what it said is kept. */
  Path log() {
    return LOGS.resolve(suite.title() + "-" + setUp.title() + ".log");
  }

  /**
   * Boots it, runs them, and switches it off.
   *
   * @param tests names of classes, or of methods as {@code class#method}
   * @param limit after which the machine is switched off, and the tests have not finished
   */
  Outcome run(List<String> tests, Duration limit) throws IOException {
    SuiteFiles files = SuiteFiles.prepare(suite);
    Optional<UserModeKernel> kernel = USER_MODE ? UserModeKernel.prepare() : Optional.empty();
    Path payload = payload(tests, kernel);
    Path disk = diskOfItsOwn(files);
    Hardware hardware =
        kernel.isPresent() ? userMode(kernel.get(), disk, payload) : emulated(files, disk, payload);
    Files.createDirectories(LOGS);
    try (Transcript said = new Transcript(log());
        VirtualMachine machine = VirtualMachine.switchOn(hardware, said)) {
      boolean off = machine.isOffWithin(limit);
      Outcome outcome = Outcome.of(said);
      if (!off || !outcome.finished()) {
        System.out.println(machine.console());
      }
      return outcome;
    }
  }

  private Hardware emulated(SuiteFiles files, Path disk, Path payload) {
    return new Emulated(
        files.kernel(),
        files.initrd(),
        directory.resolve("console.log"),
        PROCESSORS,
        MEGABYTES,
        KERNEL_ARGUMENTS,
        List.of(
            "driver=raw,file.driver=file,file.filename=" + disk,
            "driver=file,read-only=on,filename=" + payload));
  }

  private Hardware userMode(UserModeKernel kernel, Path disk, Path payload) {
    return new UserMode(
        kernel.program(),
        directory.resolve("console.log"),
        MEGABYTES,
        KERNEL_ARGUMENTS,
        List.of(disk, payload));
  }

  private Path diskOfItsOwn(SuiteFiles files) {
    Path copy = directory.resolve("disk");
    Shell.succeed(
        "cp", "--sparse=always", "--reflink=auto", files.disk().toString(), copy.toString());
    return copy;
  }

  private Path payload(List<String> tests, Optional<UserModeKernel> kernel) throws IOException {
    Path archive = directory.resolve("image.tar");
    Shell.succeed("docker", "save", "--output", archive.toString(), TaskHarness.IMAGE);
    Path names = Files.writeString(directory.resolve("selected-tests"), String.join("\n", tests));
    Path file = directory.resolve("payload.tar");
    try (Payload payload = new Payload(file)) {
      String classPath = payload.programAndTests();
      payload.tree("set-ups", SET_UPS).file("selected-tests", names).file("image.tar", archive);
      if (!PROGRAM.isEmpty()) {
        payload.file("docker_wrapper", Path.of(PROGRAM));
      }
      payload.run(
          kernel.map(UserModeKernel::mountModules).orElse("")
              + "bash %s/set-ups/run %s %s\n"
                  .formatted(Payload.PLACE, setUp.title(), String.join(" ", java(classPath))));
    }
    Files.delete(archive);
    return file;
  }

  private static List<String> java(String classPath) {
    List<String> java = new ArrayList<>();
    java.addAll(List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    java.addAll(List.of("-cp", "'" + classPath + "'"));
    java.add("-Ddocker-wrapper.jar=" + Payload.PLACE + "/program.jar");
    if (!PROGRAM.isEmpty()) {
      for (String name : List.of("tests.program", "docker-wrapper.program")) {
        java.add("-D" + name + "=" + Payload.PLACE + "/docker_wrapper");
      }
    }
    java.add("-Dtests.patience=4");
    java.addAll(List.of("-Dstorm.interruptions=10", "-Dstorm.tasks=2", "-Dstorm.seed=1"));
    return java;
  }
}
