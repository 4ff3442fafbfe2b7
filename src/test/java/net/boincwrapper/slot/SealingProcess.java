package net.boincwrapper.slot;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM with a heap of 24 MB and the other flags of {@code bin/docker-wrapper}, which seals the
 * files below {@code ckpt} whenever it is asked to.
 */
final class SealingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private SealingProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * A seal.
   *
   * @param seconds that it took
   * @param peakKilobytes of memory that the process has ever had
   * @param generation that was published
   */
  record Sealed(double seconds, long peakKilobytes, int generation) {}

  static SealingProcess start(SlotLayout slot, Path javaHome) throws IOException {
    List<String> command =
        List.of(
            javaHome.resolve("bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx24m",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            placeOf(Checkpoints.class) + ":" + placeOf(SealingProcess.class),
            SealingProcess.class.getName(),
            slot.directory().toString());
    return new SealingProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Keeps this one alone. */
  Sealed seal() throws IOException {
    orders.write("seal\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith("sealed ")) {
      throw new AssertionError("instead of sealing it said: " + answer);
    }
    String[] words = answer.split(" ");
    return new Sealed(
        Double.parseDouble(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws Exception {
    CheckpointFiles app = new CheckpointFiles(new SlotLayout(Path.of(arguments[0])));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (orders.readLine() != null) {
      long began = System.nanoTime();
      Sealing sealing = app.checkpoints().seal(CheckpointFiles.order(1));
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.println(
          sealing instanceof Sealing.Done done
              ? "sealed " + seconds + " " + peak() + " " + done.manifest().generation()
              : String.valueOf(sealing));
    }
  }

  private static long peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
