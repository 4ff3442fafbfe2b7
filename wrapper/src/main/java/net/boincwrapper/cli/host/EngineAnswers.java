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
 * @param obeysLanRules still asked; empty where there is no engine
 */
record EngineAnswers(
    EnginePart part,
    Optional<Asked<UsePart.Kept>> kept,
    Optional<Asked<Optional<Space>>> disk,
    Optional<Asked<Boolean>> obeysLanRules) {
  /** Asks an engine that was found everything else, at once. */
  static EngineAnswers of(Asked<EngineQuestions> asked, Answers answers) {
    try {
      Optional<EngineQuestions> found = asked.get();
      return found.isPresent() ? of(found.get(), answers) : none(EnginePart.silent());
    } catch (Exception e) {
      return none(EnginePart.none(String.valueOf(e.getMessage())));
    }
  }

  private static EngineAnswers none(EnginePart part) {
    return new EngineAnswers(part, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static EngineAnswers of(EngineQuestions engine, Answers answers) {
    Asked<Optional<Duration>> hello = answers.ask(engine::hello);
    Asked<Premises> premises = answers.ask(engine::premises);
    Asked<UsePart.Kept> kept = answers.ask(engine::kept);
    Asked<Optional<Space>> disk = answers.ask(engine::disk);
    Asked<Boolean> obeysLanRules = answers.ask(engine::obeysLanRules);
    List<Fault> unsaid = new ArrayList<>();
    Optional<Premises> known = premises.get(unsaid, "the engine's place");
    return new EngineAnswers(
        new EnginePart(
            Optional.of(engine.report()),
            Optional.empty(),
            Greeting.of(hello),
            known.flatMap(Premises::runtimeVersion)),
        Optional.of(kept),
        Optional.of(disk),
        Optional.of(obeysLanRules));
  }

  boolean found() {
    return part.report().isPresent();
  }
}
