package net.boincwrapper.cli.rehearse;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.cli.findings.FindingsJson;
import net.boincwrapper.cli.measure.BoundsProposal;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.measure.MeasuredJson;
import net.boincwrapper.cli.rehearse.Recovery.Request;

/** A rehearsal as JSON, for programs to read. Times are in seconds. */
final class RehearsalJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private RehearsalJson() {}

  static String of(RehearsalReport report, Release release) {
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", "rehearsal");
    root.addProperty("mayBeReleased", release.verdict().orElse(null));
    root.add("reasons", GSON.toJsonTree(release.reasons()));
    root.addProperty("seed", report.seed());
    root.add("undisturbed", undisturbed(report));
    root.add("compared", GSON.toJsonTree(report.compared()));
    root.addProperty("comparedBy", report.command().orElse("bytes"));
    if (!report.proposedTemplate().isEmpty()) {
      root.addProperty("proposedOutputTemplate", report.proposedTemplate());
    }
    report.proposedBounds().ifPresent(bounds -> root.add("proposedBounds", bounds(bounds)));
    root.add("runs", runs(report.trials()));
    root.add("notTried", notTried(report));
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject bounds(BoundsProposal proposal) {
    JsonObject bounds = new JsonObject();
    proposal.values().forEach((tag, value) -> bounds.addProperty(tag, Double.valueOf(value)));
    proposal
        .limitMebibytes()
        .ifPresent(mebibytes -> bounds.addProperty("memoryLimitBytes", mebibytes << 20));
    JsonObject outputs = new JsonObject();
    proposal.outputs().forEach((name, value) -> outputs.addProperty(name, Double.valueOf(value)));
    bounds.add("max_nbytes", outputs);
    return bounds;
  }

  private static JsonObject undisturbed(RehearsalReport report) {
    JsonObject run = new JsonObject();
    run.addProperty("result", report.undisturbed().ending().name().toLowerCase(Locale.ROOT));
    run.addProperty("exitCode", report.undisturbed().exitCode());
    run.addProperty("reason", report.undisturbed().reason());
    run.addProperty("log", report.undisturbed().log().toString());
    Measured measured = report.undisturbed().usage().measured();
    if (measured.isKnown()) {
      run.addProperty("peakMemoryBytes", report.undisturbed().usage().peakBytes());
      run.add("measured", MeasuredJson.of(measured));
    }
    run.add("user", GSON.toJsonTree(report.undisturbed().user().fields()));
    run.add("findings", FindingsJson.of(report.undisturbed().findings()));
    report
        .facts()
        .ifPresent(
            facts -> {
              run.addProperty("runningSeconds", RunFacts.seconds(facts.running()));
              run.addProperty("cpuSeconds", facts.cpuSeconds());
              run.addProperty("checkpoints", facts.checkpoints().size());
            });
    return run;
  }

  private static JsonArray runs(List<InterruptedRun> trials) {
    JsonArray runs = new JsonArray();
    for (InterruptedRun trial : trials) {
      JsonObject run = new JsonObject();
      run.addProperty("name", trial.name());
      run.addProperty("result", trial.summary().ending().name().toLowerCase(Locale.ROOT));
      run.addProperty("exitCode", trial.summary().exitCode());
      run.addProperty("reason", trial.summary().reason());
      trial.comparison().ifPresent(found -> run.addProperty("sameOutputs", found.same()));
      trial.comparison().ifPresent(found -> run.add("comparison", GSON.toJsonTree(found.lines())));
      run.addProperty("log", trial.summary().log().toString());
      run.add("findings", FindingsJson.of(trial.summary().findings()));
      run.add("interruptions", interruptions(trial.recoveries()));
      runs.add(run);
    }
    return runs;
  }

  private static JsonArray interruptions(List<Recovery> recoveries) {
    JsonArray interruptions = new JsonArray();
    for (Recovery recovery : recoveries) {
      JsonObject one = new JsonObject();
      one.addProperty("what", recovery.interrupt().kind().word());
      one.addProperty("afterSeconds", recovery.interrupt().amount());
      one.addProperty("cpuSecondsLost", recovery.lostCpuSeconds());
      recovery
          .resumedIn()
          .ifPresent(time -> one.addProperty("resumedInSeconds", RunFacts.seconds(time)));
      one.addProperty("resumption", recovery.resumption().name().toLowerCase(Locale.ROOT));
      if (!recovery.evidence().isEmpty()) {
        one.addProperty("evidence", recovery.evidence());
      }
      recovery.basis().ifPresent(basis -> one.addProperty("basis", basis.text()));
      recovery.request().ifPresent(request -> one.add("askedToEnd", request(request)));
      interruptions.add(one);
    }
    return interruptions;
  }

  private static JsonObject request(Request request) {
    JsonObject asked = new JsonObject();
    asked.addProperty("graceSeconds", request.grace().toSeconds());
    request
        .sealedAfter()
        .ifPresent(time -> asked.addProperty("sealedAfterSeconds", RunFacts.seconds(time)));
    asked.addProperty("leftAfterSeconds", RunFacts.seconds(request.leftAfter()));
    return asked;
  }

  private static JsonArray notTried(RehearsalReport report) {
    JsonArray notTried = new JsonArray();
    report.leftOut().forEach(out -> notTried.add(out.kind().word() + ": " + out.why()));
    report.missed().forEach(missed -> notTried.add(missed.what() + ": " + missed.why()));
    return notTried;
  }
}
