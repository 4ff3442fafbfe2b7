package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.FakeNanoTime;
import net.boincwrapper.client.ForeignCpu;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher tells the client while Java sleeps: its own code, in a time that we make. */
class SpeechIT {
  private static final String DRIVER =
      """
      #include "launcher.h"
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      int main(void) {
        static struct speech speech = {.file = -1};
        static char line[4096];
        int64_t now = 0;
        puts(open_speech(&speech) ? "open" : "closed");
        for (fflush(stdout); fgets(line, sizeof line, stdin) != NULL; fflush(stdout)) {
          line[strcspn(line, "\\n")] = '\\0';
          if (sscanf(line, "look %ld", &now) == 1) {
            speak(&speech, now);
          } else {
            hear_speech(&speech, line, now);
          }
          puts("done");
        }
        return 0;
      }
      """;

  /** {@code launcher.h:LISTEN_EVERY}. */
  private static final int LISTEN_EVERY = 150;

  private static final int TASKS = 16;
  private static final double COURSE_SECONDS = 5.2;
  private static final String REST = " <checkpoint_cpu_time>0</checkpoint_cpu_time><wss>1</wss>";

  @TempDir private Path directory;
  private final FakeNanoTime time = new FakeNanoTime();
  private final long begun = time.getAsLong();
  private final List<Double> heard = new ArrayList<>();
  private SimulatedClient client;
  private Process process;
  private PrintWriter words;
  private BufferedReader answers;
  private DoubleUnaryOperator used = second -> second;
  private boolean courses;
  private double courseFrom;
  private double courseTo;
  private int millis;
  private double largestAge;

  @BeforeEach
  void drive() throws IOException {
    assumeTrue(Shell.run("sh", "-c", "command -v gcc").status() == 0, "no gcc");
    Path source =
        Path.of(System.getProperty("docker-wrapper.home", ""), "wrapper/src/main/c")
            .toAbsolutePath();
    Path driver = Files.writeString(directory.resolve("driver.c"), DRIVER);
    Path program = directory.resolve("driver");
    Shell.succeed(
        "gcc",
        "-std=gnu17",
        "-D_GNU_SOURCE",
        "-O2",
        "-I" + source,
        "-o",
        program.toString(),
        driver.toString(),
        source.resolve("speech.c").toString());
    client = SimulatedClient.create(directory.resolve("boinc_mmap_file"), 0, time);
    process = new ProcessBuilder(program.toString()).directory(directory.toFile()).start();
    words = new PrintWriter(process.outputWriter(), true);
    answers = process.inputReader();
    assertThat(answers.readLine()).isEqualTo("open");
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroy();
      client.close();
    }
  }

  private void tell(String word) throws IOException {
    words.println(word);
    assertThat(answers.readLine()).isEqualTo("done");
  }

  private Path group() {
    return directory.resolve("cpuacct.usage");
  }

  private double now() {
    return (time.getAsLong() - begun) / 1e9;
  }

  private void account() throws IOException {
    Files.writeString(group(), (long) (used.applyAsDouble(now()) * 1e9) + "\n");
  }

  /** A millisecond after the other: the app's account, the launcher's looks, and the client's. */
  private void pass(int seconds, ForeignCpu foreign) throws IOException {
    for (int end = millis + seconds * 1000; millis < end; ) {
      millis++;
      time.advance(Duration.ofMillis(1));
      if (millis % LISTEN_EVERY == 0) {
        account();
        tell("look " + (time.getAsLong() - begun));
      }
      if (courses && millis % 4000 == 0) {
        course();
      }
      if (millis % 1003 == 0) {
        poll(foreign);
      }
    }
  }

  /** As Java makes them of the engine's samples. */
  private void course() throws IOException {
    double way = (courseTo - courseFrom) * Math.min(1, 4 / COURSE_SECONDS);
    courseFrom += way;
    courseTo = used.applyAsDouble(now());
    tell("look " + (time.getAsLong() - begun));
    tell(
        "cpu course %d %d %d"
            .formatted(
                (long) (courseFrom * 1e9), (long) (courseTo * 1e9), (long) (COURSE_SECONDS * 1e9)));
  }

  private void poll(ForeignCpu foreign) {
    if (millis % 10030 == 0 && millis > 20_000) {
      double reported = client.lastStatus().orElseThrow().cpuSeconds();
      foreign.sample(now(), TASKS * used.applyAsDouble(now()), TASKS * reported);
    }
    int before = client.statusesSeen();
    client.tick();
    assertThat(client.statusesSeen()).as("heard at " + now()).isEqualTo(before + 1);
    double cpu = client.lastStatus().orElseThrow().cpuSeconds();
    heard.add(cpu);
    largestAge = Math.max(largestAge, used.applyAsDouble(now()) - cpu);
  }

  private AppStatus last() {
    return client.lastStatus().orElseThrow();
  }

  @Test
  void inAnHourOfSixteenBusyTasksNothingIsForeignAndEachReportIsFresh() throws IOException {
    account();
    tell("cpu group 0 1 " + group());
    tell("status 1 0" + REST);
    ForeignCpu foreign = new ForeignCpu(TASKS);
    pass(3600, foreign);
    assertThat(foreign.samples()).isGreaterThan(340);
    assertThat(foreign.resets()).isZero();
    assertThat(foreign.largest()).isLessThan(0.02);
    assertThat(largestAge).isLessThan(0.2);
    assertThat(heard).isSorted();
  }

  /** A hundred thousand seconds need another digit. */
  @Test
  void soItIsWithManyProcessorsAndForDays() throws IOException {
    used = second -> 99_000 + 64 * second;
    account();
    tell("cpu group 0 1 " + group());
    tell("status 1 0" + REST);
    pass(60, new ForeignCpu(TASKS));
    assertThat(heard).isSorted();
    assertThat(heard.get(heard.size() - 1)).isGreaterThan(102_000);
    assertThat(largestAge).isLessThan(64 * 0.2);
  }

  @Test
  void whereNoGroupCanBeReadItIsCarriedOnBetweenSamples() throws IOException {
    courses = true;
    tell("status 1 0" + REST);
    ForeignCpu foreign = new ForeignCpu(TASKS);
    pass(600, foreign);
    assertThat(foreign.largest()).isLessThan(0.02);
    assertThat(heard).isSorted();
    assertThat(heard).allMatch(cpu -> cpu <= now());
  }

  @Test
  void theFileOfVersionTwoIsInMicroseconds() throws IOException {
    Path stat = directory.resolve("cpu.stat");
    Files.writeString(stat, "usage_usec 2500000\nuser_usec 1\n");
    tell("cpu group 1000000000 1000 " + stat);
    tell("status 1 0" + REST);
    client.tick();
    assertThat(last().cpuSeconds()).isEqualTo(3.5);
  }

  @Test
  void aGroupThatIsGoneLeavesTheTimeAsItWas() throws IOException {
    account();
    tell("cpu group 7000000000 1 " + group());
    tell("status 1 0" + REST);
    client.tick();
    Files.writeString(group(), "");
    tell("status 2 7100000000" + REST);
    client.tick();
    assertThat(last().cpuSeconds()).isEqualTo(7.1);
    tell("cpu none");
    tell("status 3 6900000000" + REST);
    client.tick();
    assertThat(last().cpuSeconds()).as("never backwards").isEqualTo(7.1);
    tell("afresh");
    tell("status 4 2000000000" + REST);
    client.tick();
    assertThat(last().cpuSeconds()).isEqualTo(2);
  }

  @Test
  void aNewStatusWaitsUntilTheOneBeforeIsReadAndTheLastDoesNot() throws IOException {
    tell("status 1 1000000000" + REST);
    tell("status 2 2000000000 <checkpoint_cpu_time>2</checkpoint_cpu_time>");
    client.tick();
    assertThat(last().checkpointCpuSeconds()).isZero();
    tell("look 1");
    client.tick();
    assertThat(last().checkpointCpuSeconds()).isEqualTo(2);
    tell("look 2");
    tell("last 3 3000000000 <checkpoint_cpu_time>3</checkpoint_cpu_time>");
    client.tick();
    assertThat(last().checkpointCpuSeconds()).isEqualTo(3);
    assertThat(last().cpuSeconds()).isEqualTo(3);
  }

  /** Its successor clears the file for the next task. */
  @Test
  void toAnotherClientNothingIsSaid() throws IOException {
    tell("status 1 1000000000" + REST);
    Path file = directory.resolve("boinc_mmap_file");
    try (SimulatedClient successor = SimulatedClient.create(file, 0, time)) {
      tell("look 1");
      tell("status 2 2000000000" + REST);
      successor.tick();
      assertThat(successor.statusesSeen()).isZero();
    }
  }

  @Test
  void inAFileThatIsCutShortNothingIsWritten() throws IOException {
    tell("status 1 1000000000" + REST);
    Shell.succeed("truncate", "-s", "100", directory.resolve("boinc_mmap_file").toString());
    tell("look 1");
    tell("status 2 2000000000" + REST);
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void onceToldToBeSilentItIs() throws IOException {
    tell("status 1 1000000000" + REST);
    client.tick();
    tell("silent");
    tell("look 1");
    client.tick();
    assertThat(client.statusesSeen()).isOne();
  }
}
