package net.boincwrapper.plan;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the wrapper's own command line says about a task.
 *
 * @param app arguments for the app; they become the variable {@code ARGS}, joined by blanks as
 *     BOINC's docker_wrapper does
 * @param threads {@code --nthreads}, 1 or more
 * @param device {@code --device}, 0 or more
 * @param memoryBytes {@code --memory_size_mb} in bytes
 */
public record TaskArguments(
    List<String> app, OptionalInt threads, OptionalInt device, OptionalLong memoryBytes) {
  public TaskArguments {
    app = List.copyOf(app);
  }
}
