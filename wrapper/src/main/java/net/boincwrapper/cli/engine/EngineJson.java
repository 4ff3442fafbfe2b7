package net.boincwrapper.cli.engine;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import net.boincwrapper.cli.display.OutputSchema;
import net.boincwrapper.engine.Engine.EngineInfo;

/** A report on an engine as JSON; {@link OutputSchema} says what is in it. */
public final class EngineJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private EngineJson() {}

  /** Ends with a line break. */
  public static String of(EngineReport report) {
    return GSON.toJson(tree(report)) + "\n";
  }

  /** The same, for a part of another output. */
  public static JsonObject tree(EngineReport report) {
    EngineInfo engine = report.info();
    JsonObject root = new JsonObject();
    root.addProperty("schemaVersion", OutputSchema.VERSION);
    root.addProperty("kind", "engine");
    root.addProperty("usable", report.isUsable());
    root.addProperty("engine", word(engine.kind()));
    root.addProperty("version", engine.version());
    report.client().ifPresent(client -> root.add("client", client(client)));
    root.addProperty("socket", report.socket().toString());
    report.variable().ifPresent(name -> root.addProperty("variable", name));
    root.addProperty("started", report.started());
    root.addProperty("api", engine.abilities().api());
    root.addProperty("rootless", engine.rootless());
    root.addProperty("cgroupVersion", engine.cgroupVersion());
    root.addProperty("cgroupDriver", engine.cgroupDriver());
    root.addProperty("storage", engine.abilities().storage().driver());
    root.addProperty("runtime", engine.abilities().runtime());
    root.addProperty("pauses", engine.groupsContainers());
    JsonArray limits = new JsonArray();
    engine.abilities().limits().stream().sorted().map(EngineJson::word).forEach(limits::add);
    root.add("limits", limits);
    JsonArray abilities = new JsonArray();
    report.abilities().forEach(ability -> abilities.add(ability(ability)));
    root.add("abilities", abilities);
    return root;
  }

  private static JsonObject client(ClientDirectory client) {
    JsonObject one = new JsonObject();
    one.addProperty("dataDirectory", client.path().toString());
    client.found().ifPresent(kind -> one.addProperty("found", word(kind)));
    return one;
  }

  private static JsonObject ability(Ability ability) {
    JsonObject one = new JsonObject();
    one.addProperty("name", ability.name());
    one.addProperty("detail", ability.detail());
    ability.cure().ifPresent(cure -> one.addProperty("cure", cure));
    return one;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
