package net.boincwrapper.cli.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the wrapper in {@code stderr.txt} that means something to a rehearsal. */
public sealed interface WrapperLine {
  /** A container is about to be started. */
  record Starting() implements WrapperLine {}

  /** A container that kept running without the wrapper has been found. */
  record GoingOn() implements WrapperLine {}

  /** The container is about to be paused. */
  record Pausing() implements WrapperLine {}

  /** The container is about to be unpaused. */
  record Unpausing() implements WrapperLine {}

  /** The app has written all of a checkpoint. */
  record Complete() implements WrapperLine {}

  /** The container has ended. */
  record Ended(String why) implements WrapperLine {}

  /** The app is asked to end. */
  record Stopping(Duration grace) implements WrapperLine {}

  /**
   * A checkpoint has been sealed.
   *
   * @param cpuSeconds CPU time of the task when the checkpoint was complete
   */
  record Sealed(int generation, double cpuSeconds) implements WrapperLine {}

  /** How often checkpoint files were seen complete in the life of a container. */
  record Counted(int seen) implements WrapperLine {}

  /**
   * What the next start goes on from.
   *
   * @param generation of the sealed checkpoint; empty where none is named; 0: the beginning
   * @param text the whole line
   */
  record Basis(Rule rule, OptionalInt generation, String text) implements WrapperLine {}

  /** The rules for restoring. */
  enum Rule {
    AS_SEALED,
    GOOD,
    RESTORED,
    KEPT,
    BEGINNING
  }

  /** Empty for a line that means nothing to a rehearsal. */
  static Optional<WrapperLine> read(String line) {
    for (Form form : Form.ALL) {
      Matcher matcher = form.pattern().matcher(line);
      if (matcher.lookingAt()) {
        return Optional.of(form.meaning().apply(matcher));
      }
    }
    return Optional.empty();
  }

  /** How a line begins, and what it means. */
  record Form(Pattern pattern, Function<MatchResult, WrapperLine> meaning) {
    private static final String FILES = "checkpoint files: ";

    private static final List<Form> ALL =
        List.of(
            of("starting container ", found -> new Starting()),
            of("pausing container ", found -> new Pausing()),
            of("unpausing container ", found -> new Unpausing()),
            of("the checkpoint files are complete", found -> new Complete()),
            of("found the task's container .* going on with it", found -> new GoingOn()),
            of("the container has ended, (.*)", found -> new Ended(found.group(1))),
            of("the container is gone", found -> new Ended("it was removed")),
            of(
                "stopping the container, with ([0-9]+) s of grace",
                found -> new Stopping(Duration.ofSeconds(Long.parseLong(found.group(1))))),
            of(
                "sealed checkpoint ([0-9]+): .*?([0-9.]+) s of CPU time",
                found ->
                    new Sealed(
                        Integer.parseInt(found.group(1)), Double.parseDouble(found.group(2)))),
            of(
                "checkpoints: ([0-9]+) seen",
                found -> new Counted(Integer.parseInt(found.group(1)))),
            basis("as sealed in generation ([0-9]+)", Rule.AS_SEALED),
            basis("restored from generation ([0-9]+)", Rule.RESTORED),
            basis("good, ", Rule.GOOD),
            basis("kept as they are", Rule.KEPT),
            basis("back to the beginning", Rule.BEGINNING));

    private static Form of(String regex, Function<MatchResult, WrapperLine> meaning) {
      return new Form(Pattern.compile(regex), meaning);
    }

    private static Form basis(String regex, Rule rule) {
      return of(
          FILES + "(" + regex + ".*)",
          found -> new Basis(rule, generation(rule, found), found.group(1)));
    }

    private static OptionalInt generation(Rule rule, MatchResult found) {
      if (rule == Rule.BEGINNING) {
        return OptionalInt.of(0);
      }
      return found.groupCount() < 2
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(found.group(2)));
    }
  }
}
