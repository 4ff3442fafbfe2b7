package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.TaskArguments;

/**
 * The command line of a task, as BOINC's docker_wrapper takes it ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:main}).
 *
 * <p>Parsed by hand: a task starts faster without picocli's classes, and no parser should interpret
 * an app's own arguments.
 */
public record TaskCommandLine(
    boolean verbose,
    String config,
    String dockerfile,
    boolean sporadic,
    TaskArguments arguments,
    List<Problem> problems) {

  static final String WHERE = "command line";

  /**
   * The options of BOINC's server and its other wrappers ({@code --nthreads}, {@code --device},
   * {@code --memory_size_mb}) are read but also left in the app's arguments: docker_wrapper passes
   * them on, and apps rely on that.
   */
  public static TaskCommandLine parse(List<String> arguments) {
    Parser parser = new Parser();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      parser.take(rest.next(), rest);
    }
    return parser.result();
  }

  private static final class Parser {
    private boolean verbose;
    private boolean sporadic;
    private String config = "job.toml";
    private String dockerfile = "Dockerfile";
    private OptionalInt threads = OptionalInt.empty();
    private OptionalInt device = OptionalInt.empty();
    private OptionalLong memoryBytes = OptionalLong.empty();
    private final List<String> app = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void take(String argument, Iterator<String> rest) {
      switch (argument) {
        case "--verbose" -> verbose = true;
        case "--sporadic" -> sporadic = true;
        case "--config" -> config = fileName(argument, rest, config);
        case "--dockerfile" -> dockerfile = fileName(argument, rest, dockerfile);
        case "--nthreads" ->
            number(argument, rest, 1, n -> threads = OptionalInt.of(Math.toIntExact(n)));
        case "--device" ->
            number(argument, rest, 0, n -> device = OptionalInt.of(Math.toIntExact(n)));
        case "--memory_size_mb" ->
            number(argument, rest, 1, n -> memoryBytes = OptionalLong.of(n << 20));
        default -> app.add(argument);
      }
    }

    private String fileName(String option, Iterator<String> rest, String otherwise) {
      if (rest.hasNext()) {
        return rest.next();
      }
      problems.add(
          Problem.error(WHERE, option + " needs a file name after it; found the end of the line"));
      return otherwise;
    }

    /**
     * Both words are passed on to the app, too; what a value means that is not a number is its own
     * affair.
     */
    private void number(String option, Iterator<String> rest, long least, LongConsumer use) {
      app.add(option);
      if (!rest.hasNext()) {
        return;
      }
      String value = rest.next();
      app.add(value);
      if (value.matches("[0-9]{1,9}") && Long.parseLong(value) >= least) {
        use.accept(Long.parseLong(value));
      }
    }

    TaskCommandLine result() {
      return new TaskCommandLine(
          verbose,
          config,
          dockerfile,
          sporadic,
          new TaskArguments(app, threads, device, memoryBytes),
          List.copyOf(problems));
    }
  }
}
