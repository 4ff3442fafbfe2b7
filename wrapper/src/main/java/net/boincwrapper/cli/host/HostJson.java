package net.boincwrapper.cli.host;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.cli.engine.EngineJson;
import net.boincwrapper.cli.engine.EngineReport;

/** The checklist for programs; {@link OutputSchema} says what is in it. */
public final class HostJson {
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeHierarchyAdapter(
              EngineReport.class,
              (JsonSerializer<EngineReport>) (report, type, context) -> EngineJson.tree(report))
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .create();

  private HostJson() {}

  /** Ends with a line break. */
  public static String of(HostReport report) {
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", "host");
    root.addProperty("canRun", report.canRun());
    report.parts().forEach(part -> root.add(part.key(), GSON.toJsonTree(part.json())));
    JsonArray faults = new JsonArray();
    for (Fault fault : report.faults()) {
      JsonObject one = new JsonObject();
      one.addProperty("what", fault.what());
      one.addProperty("cure", fault.cure());
      one.addProperty("stops", fault.stops());
      faults.add(one);
    }
    root.add("faults", faults);
    return GSON.toJson(root) + "\n";
  }
}
