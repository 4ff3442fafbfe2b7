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
    EngineInfo engine = report.info();
    StringBuilder text = new StringBuilder();
    text.append(colours.verdict(report.isUsable(), report.name())).append('\n');
    report.client().ifPresent(client -> line(text, "for tasks in", tasksOf(client)));
    line(text, "socket", report.socket() + ", " + report.rule());
    line(text, "API", engine.abilities().api().isEmpty() ? "unknown" : engine.abilities().api());
    line(
        text,
        "control groups",
        "version " + engine.cgroupVersion() + ", made by " + engine.cgroupDriver());
    line(text, "storage", engine.abilities().storage());
    line(text, "runtime", engine.abilities().runtime());
    text.append("\nFor a task\n");
    report.abilities().forEach(ability -> line(text, ability.name(), ability.detail()));
    List<Ability> lacking =
        report.abilities().stream().filter(ability -> ability.cure().isPresent()).toList();
    text.append(lacking.isEmpty() ? "\nNothing is missing.\n" : "\nMissing\n");
    lacking.forEach(
        ability -> line(text, ability.name(), colours.warning(ability.cure().orElseThrow())));
    return text.toString();
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
