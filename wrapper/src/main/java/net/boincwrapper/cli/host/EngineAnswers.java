package net.boincwrapper.cli.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.host.Answers.Asked;
import net.boincwrapper.engine.Inventory.Premises;

/**
 * What an engine has answered, as far as it has.
 *
 * @param kept still asked; empty where there is no engine
 * @param disk still asked; empty where there is no engine
 */
record EngineAnswers(
    EnginePart part, Optional<Asked<UsePart.Kept>> kept, Optional<Asked<Optional<Space>>> disk) {
  private static final String SILENT =
      "the engine was not found in time: one that accepts a connection does not answer, or"
          + " Podman's service does not start";

  private static final String NOTHING_SAID =
      "a container that only says hello was not made, run and ended in time";

  /** Asks an engine that was found everything else, at once. */
  static EngineAnswers of(Asked<EngineQuestions> asked, Answers answers) {
    try {
      Optional<EngineQuestions> found = asked.get();
      return found.isPresent() ? of(found.get(), answers) : none(SILENT);
    } catch (Exception e) {
      return none(String.valueOf(e.getMessage()));
    }
  }

  private static EngineAnswers none(String why) {
    return new EngineAnswers(EnginePart.none(why), Optional.empty(), Optional.empty());
  }

  private static EngineAnswers of(EngineQuestions engine, Answers answers) {
    Asked<Optional<Duration>> hello = answers.ask(engine::hello);
    Asked<Premises> premises = answers.ask(engine::premises);
    Asked<UsePart.Kept> kept = answers.ask(engine::kept);
    Asked<Optional<Space>> disk = answers.ask(engine::disk);
    List<Fault> unsaid = new ArrayList<>();
    Optional<Premises> known = premises.get(unsaid, "the engine's place");
    return new EngineAnswers(
        said(engine, hello, known.flatMap(Premises::runtimeVersion)),
        Optional.of(kept),
        Optional.of(disk));
  }

  private static EnginePart said(
      EngineQuestions engine, Asked<Optional<Duration>> hello, Optional<String> runtime) {
    Optional<String> problem = Optional.empty();
    Optional<Duration> lasted = Optional.empty();
    try {
      Optional<Optional<Duration>> tried = hello.get();
      problem = tried.isEmpty() ? Optional.of(NOTHING_SAID) : Optional.empty();
      lasted = tried.flatMap(time -> time);
    } catch (Exception e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    return new EnginePart(Optional.of(engine.report()), problem, lasted, runtime);
  }

  boolean found() {
    return part.report().isPresent();
  }
}
