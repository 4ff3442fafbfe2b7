package net.boincwrapper.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader.Setting;
import net.boincwrapper.plan.ByHand;
import net.boincwrapper.plan.PlanText;
import net.boincwrapper.plan.Planner;
import net.boincwrapper.plan.ShellWords;

/** A dry run as text, for people to read: what is wrong comes first, the verdict last. */
public final class DryRunText {
  private final DryRun dryRun;
  private final Colours colours;
  private static final String AUTHOR_IS_ROOT =
      "you are root, and so is the app in this plan; --run and --rehearse run it as an unused user,"
          + " as on a volunteer's host";

  private final StringBuilder text = new StringBuilder();

  private DryRunText(DryRun dryRun, Colours colours) {
    this.dryRun = dryRun;
    this.colours = colours;
  }

  /** What differs from the defaults, and the plan in a few lines. */
  public static String brief(DryRun dryRun, Colours colours) {
    DryRunText writer = new DryRunText(dryRun, colours);
    writer.problems();
    writer.settings(
        "Settings that differ from the defaults",
        dryRun.folder().job().settings().stream().filter(Setting::differs).toList());
    dryRun
        .plan()
        .ifPresent(
            plan -> writer.list("Container (--all shows all of it)", PlanDigest.of(dryRun, plan)));
    writer.list("Compiled programs", dryRun.programs().lines());
    writer.list("Circuits", dryRun.preflight().lines());
    writer.list("Notes", notes(dryRun));
    return writer.ended();
  }

  /** All settings, the whole plan, and the command that makes the same container. */
  public static String whole(DryRun dryRun, Colours colours) {
    DryRunText writer = new DryRunText(dryRun, colours);
    writer.problems();
    writer.settings("Settings", dryRun.folder().job().settings());
    dryRun.plan().ifPresent(writer::plan);
    writer.list("Compiled programs", dryRun.programs().lines());
    writer.list("Circuits", dryRun.preflight().lines());
    writer.list("Notes", notes(dryRun));
    return writer.ended();
  }

  /** There is no client here, and a run does not take root. */
  private static List<String> notes(DryRun dryRun) {
    return dryRun.notes().stream()
        .map(note -> note.equals(Planner.RUNS_AS_ROOT) ? AUTHOR_IS_ROOT : note)
        .toList();
  }

  /** The problems and the verdict alone. */
  static String quiet(DryRun dryRun, Colours colours) {
    DryRunText writer = new DryRunText(dryRun, colours);
    lines(dryRun.problems(), colours).forEach(writer::line);
    return writer.ended();
  }

  /** A line for each problem, the errors first. */
  static List<String> lines(List<Problem> problems, Colours colours) {
    return problems.stream()
        .sorted(Comparator.comparing(Problem::severity))
        .map(problem -> line(problem, colours))
        .toList();
  }

  /** {@code job.toml:7: warning: …}. */
  static String line(Problem problem, Colours colours) {
    String plain = problem.toString();
    return problem.isError()
        ? colours.error(plain)
        : plain.replaceFirst(": warning: ", ": " + colours.warning("warning:") + " ");
  }

  private void problems() {
    list("Problems", lines(dryRun.problems(), colours));
  }

  private void settings(String title, List<Setting> settings) {
    int keys = settings.stream().mapToInt(it -> it.key().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Setting setting : settings) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + Math.max(1, keys) + "s  %-28s  %s",
              setting.key(),
              setting.value(),
              setting.origin()));
    }
    list(title, lines);
  }

  private void plan(ContainerPlan plan) {
    list(
        "Container (the directory " + dryRun.folder().directory() + " stands for the slot)",
        PlanText.lines(plan));
    dryRun.byHand().ifPresent(this::byHand);
  }

  /** No line of it is a remark: zsh would take one for a command. */
  private void byHand(ByHand byHand) {
    heading("The same by hand: first the files and the image");
    byHand.preparation().forEach(this::line);
    line("");
    heading("Then the container; with its id, docker start --attach ID runs it");
    line(byHand.create());
    line("");
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(title);
      lines.forEach(line -> line("  " + line));
      line("");
    }
  }

  private void heading(String title) {
    line(colours.heading(title));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** Without errors, all problems are warnings; a task may well fail for one. */
  private String canRun(int warnings) {
    String can = "The job can run.";
    return switch (warnings) {
      case 0 -> colours.verdict(true, can);
      case 1 -> colours.unclear("1 warning: a task may fail for it.") + " " + can;
      default -> colours.unclear(warnings + " warnings: a task may fail for them.") + " " + can;
    };
  }

  private String ended() {
    long errors = dryRun.problems().stream().filter(Problem::isError).count();
    if (errors > 0) {
      String count = errors + (errors == 1 ? " error" : " errors");
      line(colours.verdict(false, count + ": the job cannot run."));
    } else {
      String directory = ShellWords.join(List.of(dryRun.folder().directory().toString()));
      line(
          canRun(dryRun.problems().size())
              + " To run it here: "
              + ProgramName.command("dry-run --run " + directory));
    }
    return text.toString();
  }
}
