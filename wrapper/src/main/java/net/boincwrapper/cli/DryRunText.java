package net.boincwrapper.cli;

import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader.Setting;
import net.boincwrapper.plan.PlanText;

/** A dry run as text, for people to read. */
public final class DryRunText {
  private final StringBuilder text = new StringBuilder();

  private DryRunText() {}

  public static String of(DryRun dryRun) {
    DryRunText writer = new DryRunText();
    writer.settings(dryRun.folder().job().settings());
    dryRun.plan().ifPresent(plan -> writer.plan(dryRun, plan));
    writer.list("Compiled programs", dryRun.programs().lines());
    writer.list("Notes", dryRun.notes());
    writer.list("Problems", dryRun.problems().stream().map(Problem::toString).toList());
    writer.verdict(dryRun);
    return writer.text.toString();
  }

  private void settings(List<Setting> settings) {
    if (settings.isEmpty()) {
      return;
    }
    text.append("Job\n");
    for (Setting setting : settings) {
      text.append(
          String.format(
                  Locale.ROOT, "  %-26s %-28s %s", setting.key(), setting.value(), setting.origin())
              .stripTrailing());
      text.append('\n');
    }
    text.append('\n');
  }

  private void plan(DryRun dryRun, ContainerPlan plan) {
    text.append("Container (the directory ")
        .append(dryRun.folder().directory())
        .append(" stands for the slot)\n");
    PlanText.lines(plan).forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("\nThe same as a command\n").append(PlanText.createCommand(plan)).append("\n\n");
  }

  private void list(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append(title).append('\n');
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append('\n');
  }

  private void verdict(DryRun dryRun) {
    long errors = dryRun.problems().stream().filter(Problem::isError).count();
    text.append(
        errors == 0
            ? "The job can run. To run it here: docker-wrapper dry-run --run "
                + dryRun.folder().directory()
            : errors + (errors == 1 ? " error" : " errors") + ": the job cannot run.");
    text.append('\n');
  }
}
