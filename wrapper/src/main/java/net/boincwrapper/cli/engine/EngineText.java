package net.boincwrapper.cli.engine;

import java.util.List;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.engine.Engine.EngineInfo;

/** A report on an engine, for people. */
public final class EngineText {
  private static final int NAME_WIDTH = 16;

  private EngineText() {}

  /** Ends with a line break. */
  public static String of(EngineReport report, Colours colours) {
    StringBuilder text = new StringBuilder();
    text.append(colours.verdict(report.isUsable(), report.name())).append('\n');
    report.client().ifPresent(client -> line(text, "for tasks in", tasksOf(client)));
    facts(report).forEach(fact -> line(text, fact.name(), fact.detail()));
    text.append("\nFor a task\n");
    report.abilities().forEach(ability -> line(text, ability.name(), ability.detail()));
    List<Ability> lacking =
        report.abilities().stream().filter(ability -> ability.cure().isPresent()).toList();
    text.append(lacking.isEmpty() ? "\nNothing is missing.\n" : "\nMissing\n");
    lacking.forEach(
        ability -> line(text, ability.name(), colours.warning(ability.cure().orElseThrow())));
    return text.toString();
  }

  /** What it is, whatever a task asks of it. */
  public static List<Ability> facts(EngineReport report) {
    EngineInfo engine = report.info();
    String api = engine.abilities().api();
    return List.of(
        Ability.of("socket", report.socket() + ", " + report.rule()),
        Ability.of("API", api.isEmpty() ? "unknown" : api),
        Ability.of(
            "control groups",
            "version " + engine.cgroupVersion() + ", made by " + engine.cgroupDriver()),
        Ability.of("storage", engine.abilities().storage().driver()),
        Ability.of("runtime", engine.abilities().runtime()));
  }

  private static String tasksOf(ClientDirectory client) {
    return client.path()
        + ", whose client has found "
        + client.found().map(EngineReport::name).orElse("no engine, or is older than 8.2");
  }

  private static void line(StringBuilder text, String name, String words) {
    text.append("  %-*s %s".replace("*", String.valueOf(NAME_WIDTH)).formatted(name, words))
        .append('\n');
  }
}
