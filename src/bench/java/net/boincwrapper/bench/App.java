package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.harness.TaskHarness;

/**
 * What runs in the containers: scripts for bash, which knows the time to the microsecond without
 * another process. Each writes to {@code started} when its first instruction ran.
 */
enum App {
  /** Ends after as many seconds as {@code wait} says, and writes to {@code ended} when. */
  SHORT(
      "",
      """
      sleep "$(cat wait)"
      echo "$EPOCHREALTIME" > ended
      """),

  /** Goes on for ever with next to no work; asked to end it writes a checkpoint within 0.1 s. */
  CHECKPOINTING(
      "[checkpoint]\nfiles = [\"state\"]\ngenerations = 1\n",
      """
      trap 'sleep 0.1; echo "$SECONDS" > state.new; mv state.new state; exit 0' TERM
      while :; do
        sleep 0.1 &
        wait $!
      done
      """),

  /** Goes on for ever; tells its progress each second and writes 1 MB of checkpoint a minute. */
  STEADY(
      "[checkpoint]\nfiles = [\"state\"]\n",
      """
      trap 'exit 0' TERM
      for ((n = 0; ; n++)); do
        echo "0.$((n % 9 + 1))" > fraction_done
        if ((n % 60 == 30)); then
          head -c 1000000 /dev/urandom > state.new && mv state.new state
        fi
        sleep 1 &
        wait $!
      done
      """),

  /** Goes on for ever, takes as a checkpoint what is put there, and leaves it when asked to end. */
  KEEPING(
      "[checkpoint]\nfiles = [\"state\"]\ngenerations = 1\n",
      """
      trap 'exit 0' TERM
      while :; do
        sleep 0.1 &
        wait $!
      done
      """),

  /** Writes as many bytes of log as {@code size} says, and ends like {@link #SHORT}. */
  LOGGING(
      "",
      """
      yes 'step 1234567 of 9999999: energy -1.23456789, gradient 0.00012345, converged: not yet' |
        head -c "$(cat size)"
      echo "$EPOCHREALTIME" > ended
      """);

  static final String STARTED = "started";
  static final String ENDED = "ended";

  static final String BASE_IMAGE = "debian:bookworm-slim";

  /** Another name of the base image, without a tag, which not every wrapper takes. */
  static final String IMAGE = "docker-wrapper-bench";

  private final String job;
  private final String script;

  App(String job, String script) {
    this.job = job;
    this.script = script;
  }

  /** Puts the app and its job into the task's slot. */
  void put(TaskHarness task) throws IOException {
    String head = "image_name = \"" + IMAGE + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n";
    task.file("job.toml", head + job);
    task.file(
        "app.sh", "#!/bin/bash\ncd /app\necho \"$EPOCHREALTIME\" > " + STARTED + "\n" + script);
    Path program = task.slot().directory().resolve("app.sh");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
