package net.boincwrapper.cli.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.engine.Ability;
import net.boincwrapper.cli.engine.EngineReport;
import net.boincwrapper.cli.engine.EngineText;

/**
 * The engine that tasks would have.
 *
 * @param report empty: none, or it has not answered
 * @param problem why there is none; empty: there is one
 * @param hello whether a container of our own runs on it
 * @param runtimeVersion empty: the engine does not say
 */
record EnginePart(
    Optional<EngineReport> report,
    Optional<String> problem,
    Greeting hello,
    Optional<String> runtimeVersion)
    implements Part {
  private static final String NO_ENGINE =
      "start Docker (systemctl start docker), or install Podman; if it runs and hangs, restart it";

  private static final String NO_HELLO =
      "the engine's own log may tell why (journalctl --unit docker); does docker run, or podman"
          + " run, work for this user?";

  private static final String SILENT =
      "no engine has answered in time; one that hangs accepts a connection and says nothing, and"
          + " Podman's service may take long to start";

  private static final String LATE =
      "whether a container runs here is not known: one that only says hello was not made, run and"
          + " ended within the time of this look";

  private static final String AGAIN =
      "the host may be busy: try again later; if it stays so, the engine's own log may tell why"
          + " (journalctl --unit docker), and a restart of the engine may help";

  static EnginePart none(String why) {
    return new EnginePart(Optional.empty(), Optional.of(why), Greeting.UNTRIED, Optional.empty());
  }

  /** What was found is not known: neither an engine nor that there is none. */
  static EnginePart silent() {
    return new EnginePart(Optional.empty(), Optional.of(SILENT), Greeting.LATE, Optional.empty());
  }

  @Override
  public String title() {
    return "Engine";
  }

  @Override
  public String key() {
    return "engine";
  }

  @Override
  public List<Row> rows() {
    if (report.isEmpty()) {
      return List.of(
          new Row("engine", isUnsure() ? "not known: none has answered in time" : "none"));
    }
    EngineReport engine = report.get();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("engine", engine.name()));
    for (Ability fact : EngineText.facts(engine)) {
      rows.add(new Row(fact.name(), fact.detail() + version(fact)));
    }
    engine.abilities().forEach(it -> rows.add(new Row(it.name(), it.detail())));
    rows.add(new Row("hello", words(hello)));
    return rows;
  }

  private String version(Ability fact) {
    return fact.name().equals("runtime") ? runtimeVersion.map(it -> " " + it).orElse("") : "";
  }

  private static String words(Greeting hello) {
    return switch (hello.outcome()) {
      case SAID -> hello.lasted().map(EnginePart::words).orElse("said");
      case FAILED -> "not said";
      case LATE -> "not known: it was not said in time";
      case UNTRIED -> "not tried";
    };
  }

  private static String words(Duration lasted) {
    return String.format(
        Locale.ROOT,
        "said by a container of our own, made, run and ended in %.2f s",
        lasted.toMillis() / 1000.0);
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (report.isEmpty()) {
      return List.of(
          isUnsure()
              ? Fault.lasting(SILENT, AGAIN)
              : noEngine(problem.orElse("there is no engine")));
    }
    boolean usable = report.get().isUsable();
    for (Ability ability : report.get().abilities()) {
      ability
          .cure()
          .ifPresent(
              cure ->
                  faults.add(
                      new Fault(
                          ability.name() + ": " + ability.detail(),
                          cure,
                          !usable && ability.name().equals(EngineReport.TASKS))));
    }
    hello.why().ifPresent(why -> faults.add(Fault.stopping(why, NO_HELLO)));
    if (isUnsure()) {
      faults.add(Fault.lasting(LATE, AGAIN));
    }
    return faults;
  }

  @Override
  public boolean isUnsure() {
    return hello.outcome() == Greeting.Outcome.LATE;
  }

  /** Errors say what to do after what has happened. */
  private static Fault noEngine(String why) {
    int end = why.indexOf("; ");
    return end < 0
        ? Fault.stopping(why, NO_ENGINE)
        : Fault.stopping(why.substring(0, end), why.substring(end + 2));
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("found", report.isPresent());
    report.ifPresent(it -> json.put("report", it));
    runtimeVersion.ifPresent(it -> json.put("runtimeVersion", it));
    report.ifPresent(it -> json.put("hello", hello.outcome().word()));
    hello.lasted().ifPresent(it -> json.put("helloSeconds", it.toMillis() / 1000.0));
    problem.or(hello::why).ifPresent(it -> json.put("problem", it));
    return json;
  }
}
