package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.slot.SlotLayout;

/** What checkpoints cost by their size: sealing, leaving, going on. Only ours seals. */
final class CheckpointSizes {
  private static final double MB = 1e6;

  private final Lab lab;
  private final long bytes;
  private final Path original;

  private CheckpointSizes(Lab lab, long bytes, Path original) {
    this.lab = lab;
    this.bytes = bytes;
    this.original = original;
  }

  static void measure(Lab lab) throws IOException {
    for (long bytes : lab.effort().checkpointBytes()) {
      lab.progress().accept("checkpoints of " + Unit.BYTES.write((double) bytes));
      Path original = lab.work().resolve("checkpoint");
      RandomFile.write(original, bytes);
      CheckpointSizes sizes = new CheckpointSizes(lab, bytes, original);
      for (int turn = 0; turn < lab.effort().repetitions(bytes); turn++) {
        sizes.byHand();
        sizes.sealed();
      }
      Files.delete(original);
    }
  }

  /** The least that it takes to have the file a second time, on the disk and with its hash. */
  private void byHand() throws IOException {
    Path copy = lab.work().resolve("copy");
    double cpuBefore = Children.cpuSeconds();
    double begun = Waiting.now();
    String script = "cp \"$1\" \"$2\" && sync \"$2\" && sha256sum \"$2\"";
    Shell.succeed("sh", "-c", script, "sh", original.toString(), copy.toString());
    add(Measure.SEAL, Subject.COPY, Waiting.now() - begun);
    add(Measure.SEAL_CPU, Subject.COPY, Children.cpuSeconds() - cpuBefore);
    Files.delete(copy);
  }

  private void sealed() throws IOException {
    Path arriving = lab.work().resolve("arriving");
    Shell.succeed("cp", original.toString(), arriving.toString());
    Shell.succeed("sync", arriving.toString());
    TaskHarness task = lab.site().task(App.KEEPING);
    String ours = lab.ours().name();
    try (RunningTask running = lab.ours().launch(task)) {
      running.began();
      Waiting.pass(lab.between(1, 2));
      seal(running, task.slot(), arriving);
      Waiting.pass(lab.between(1, 2));
      double asked = running.ask(ClientRequest.QUIT);
      add(Measure.QUIT_WITH_CHECKPOINT, ours, running.exited() - asked);
      running.stop(); // two clients would read the same messages
      Files.delete(task.slot().directory().resolve(App.STARTED));
      try (RunningTask again = lab.ours().launch(task)) {
        add(Measure.RESTART, ours, again.began() - again.launchedAt());
      }
    }
  }

  private void seal(RunningTask running, SlotLayout slot, Path arriving) throws IOException {
    double cpuBefore = lab.processes().tree(running.pid()).cpuSeconds();
    try (MemoryPeak peak = MemoryPeak.of(running.pid(), lab)) {
      double renamed = Waiting.now();
      Files.move(arriving, slot.directory().resolve("state"), StandardCopyOption.ATOMIC_MOVE);
      double sealed = running.until("sealed", () -> published(slot));
      add(Measure.SEAL, lab.ours().name(), sealed - renamed);
      add(Measure.SEAL_MEMORY, lab.ours().name(), peak.bytes() / MB);
    }
    double cpu = lab.processes().tree(running.pid()).cpuSeconds() - cpuBefore;
    add(Measure.SEAL_CPU, lab.ours().name(), cpu);
  }

  /** Generation 0 is there from the start. */
  private static boolean published(SlotLayout slot) throws IOException {
    if (!Files.isDirectory(slot.checkpoints())) {
      return false;
    }
    try (Stream<Path> found = Files.list(slot.checkpoints())) {
      return found.anyMatch(path -> path.getFileName().toString().matches("[1-9]\\d*"));
    }
  }

  private void add(Measure measure, String subject, double sample) {
    lab.figures().add(measure, subject, (double) bytes, sample);
  }
}
