package net.boincwrapper.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.cli.findings.FindingsJson;
import net.boincwrapper.cli.measure.MeasuredJson;
import net.boincwrapper.cli.preflight.PreflightJson;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunUsage;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.toml.JobReader.Setting;
import net.boincwrapper.plan.ByHand;
import net.boincwrapper.plan.PlanText;

/**
 * Dry runs and summaries as JSON, for programs to read. {@link OutputSchema} says what is in it.
 */
public final class DryRunJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private DryRunJson() {}

  public static String of(DryRun dryRun) {
    JsonObject root = root("plan");
    root.addProperty("canRun", !dryRun.hasErrors());
    root.add("problems", problems(dryRun));
    root.add("settings", settings(dryRun));
    dryRun
        .plan()
        .ifPresent(
            plan -> {
              root.add("plan", PlanJson.of(plan));
              root.addProperty("command", PlanText.createCommand(plan));
            });
    dryRun.byHand().ifPresent(it -> root.add("byHand", byHand(it)));
    root.add("programs", ProgramsJson.of(dryRun.programs()));
    if (dryRun.preflight().estimate().isPresent()) {
      root.add("circuits", PreflightJson.of(dryRun.preflight()));
    }
    root.add("notes", GSON.toJsonTree(dryRun.notes()));
    return GSON.toJson(root) + "\n";
  }

  public static String of(RunSummary summary) {
    JsonObject root = root("run");
    root.addProperty("result", summary.ending().name().toLowerCase(Locale.ROOT));
    root.addProperty("exitCode", summary.exitCode());
    root.addProperty("reason", summary.reason());
    root.add("user", GSON.toJsonTree(summary.user().fields()));
    usage(summary.usage(), root);
    root.add("appLines", GSON.toJsonTree(summary.appLines()));
    root.addProperty("log", summary.log().toString());
    root.add("outputs", GSON.toJsonTree(summary.outputs().stream().map(Object::toString).toList()));
    root.add("findings", FindingsJson.of(summary.findings()));
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject byHand(ByHand byHand) {
    JsonObject one = new JsonObject();
    one.add("preparation", GSON.toJsonTree(byHand.preparation()));
    one.addProperty("create", byHand.create());
    one.addProperty("place", byHand.place().toString());
    return one;
  }

  private static JsonObject root(String kind) {
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", kind);
    return root;
  }

  private static void usage(RunUsage usage, JsonObject root) {
    root.addProperty("preparationSeconds", usage.preparation().toMillis() / 1000.0);
    root.addProperty("wallSeconds", usage.wallTime().toMillis() / 1000.0);
    root.addProperty("cpuSecondsBefore", usage.cpuSecondsBefore());
    root.addProperty("cpuSeconds", usage.cpuSeconds());
    if (usage.isLongEnough()) {
      root.addProperty("utilisation", usage.utilisation());
    }
    root.addProperty("peakMemoryBytes", usage.peakBytes());
    root.addProperty("checkpoints", usage.checkpoints());
    root.addProperty("checkpointsSeen", usage.checkpointsSeen());
    root.addProperty("launches", usage.launches());
    if (usage.measured().isKnown()) {
      root.add("measured", MeasuredJson.of(usage.measured()));
    }
  }

  private static JsonArray settings(DryRun dryRun) {
    JsonArray settings = new JsonArray();
    for (Setting setting : dryRun.folder().job().settings()) {
      JsonObject one = new JsonObject();
      one.addProperty("key", setting.key());
      one.add("value", GSON.toJsonTree(setting.meaning().orElse(null)));
      one.addProperty("origin", setting.origin());
      one.addProperty("differs", setting.differs());
      settings.add(one);
    }
    return settings;
  }

  private static JsonArray problems(DryRun dryRun) {
    JsonArray problems = new JsonArray();
    for (Problem problem : dryRun.problems()) {
      JsonObject one = new JsonObject();
      one.addProperty("severity", problem.isError() ? "error" : "warning");
      one.addProperty("file", problem.file());
      problem.line().ifPresent(line -> one.addProperty("line", line));
      one.addProperty("message", problem.message());
      problems.add(one);
    }
    return problems;
  }
}
