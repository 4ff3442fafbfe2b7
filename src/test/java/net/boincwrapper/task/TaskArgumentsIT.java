package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workunit's command line on its way to the app. */
@WithEngine
class TaskArgumentsIT {
  @TempDir Path directory;

  /** The client may run as a service, without a locale, or as a user with one. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void argumentsArriveUnchangedAndNothingIsExecuted(String locale) throws Exception {
    Path canary = directory.resolve("canary");
    List<String> arguments =
        List.of(
            "--seed",
            "it's",
            "\"quoted\"",
            "two  spaces",
            "$(touch " + canary + ")",
            "`touch " + canary + "`",
            "; touch " + canary,
            "$HOME",
            "back\\slash",
            "a*",
            "naïve-ψ-😀");
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.byScript().environment("LC_ALL", locale);
      task.app("printf '%s\\n' \"$ARGS\" > args.txt");

      assertThat(task.launch(arguments.toArray(new String[0])).awaitExit())
          .as(task.stderr())
          .isZero();

      assertThat(task.read("args.txt")).isEqualTo(String.join(" ", arguments) + "\n");
      assertThat(canary).doesNotExist();
    }
  }
}
