package net.boincwrapper.realclient;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.project.AppVersion;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Job.Bounds;
import net.boincwrapper.project.ProjectFile;

/** Applications and jobs of the tests' project. */
final class Apps {
  /** The one application of most tests: it runs what the job brings as {@code script.sh}. */
  static final String SCRIPT = "script";

  /** 500 s at the 1 GFLOPS of a client that has measured nothing, in 400 s. */
  private static final Bounds LATE = new Bounds(5e11, 1e15, 5e8, 1e9);

  private static final Duration NEAR = Duration.ofSeconds(400);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Apps() {}

  /** An app version whose main program is the one under test. */
  static AppVersion withMainProgram(String app) throws IOException {
    MainProgram program = MainProgram.underTest();
    return AppVersion.of(app, program.file()).apiVersion(program.apiVersion());
  }

  /** {@link #SCRIPT}: the entry point is a file of the app version, the rest is the job's. */
  static AppVersion script() throws IOException {
    return withMainProgram(SCRIPT)
        .copied(ProjectFile.of("app_1.sh", "#!/bin/sh\n. ./script.sh\n"), "app.sh", true);
  }

  /** As {@link #script}, for clients that know of containers. */
  static AppVersion inPlanClassDocker() throws IOException {
    return script().planClass("docker");
  }

  /** A job of {@link #SCRIPT}, with a name that no other test uses. */
  static Job job(String script) {
    return job(script, "");
  }

  /**
   * A job of {@link #SCRIPT}.
   *
   * @param more lines of job.toml
   */
  static Job job(String script, String more) {
    return Job.of(name("wu"), SCRIPT).copied("job.toml", jobToml(more)).copied("script.sh", script);
  }

  /** The base image with {@code app.sh} as its program, and more lines. */
  static String jobToml(String more) {
    return "image_name = \""
        + TaskHarness.IMAGE
        + "\"\ncreate_args = \"--entrypoint /app/app.sh\"\n"
        + more;
  }

  /** As {@link TaskHarness#countingApp}, with a checkpoint, for ever. */
  static Job counting() {
    return job(
            """
            n=$(cat state 2>/dev/null || echo 0)
            echo "starting at $n" >> starts.txt
            while [ ! -e enough ]; do
              sleep 0.1
              n=$((n + 1))
              echo "$n" > state.new && mv state.new state
            done
            echo "counted to $n" > out.txt
            """,
            "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\n")
        .output("out.txt")
        .output("starts.txt");
  }

  /** One that does nothing until it is enough, without checkpoints. */
  static Job patient() {
    return job("until [ -e enough ]; do sleep 0.1; done\necho done > out.txt\n").output("out.txt");
  }

  /** One as {@link #patient}, which displaces others where there is one processor. */
  static Job urgent() {
    return patient().bounds(LATE).deadline(NEAR);
  }

  static String name(String prefix) {
    return prefix + "_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
  }
}
