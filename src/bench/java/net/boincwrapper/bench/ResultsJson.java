package net.boincwrapper.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results for machines, and back. The summaries are for readers: only samples are read back. */
final class ResultsJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ResultsJson() {}

  static String write(Results results) {
    JsonObject root = new JsonObject();
    root.add("machine", GSON.toJsonTree(results.machine()));
    root.addProperty("program", results.program());
    root.addProperty("peer", results.peer());
    root.addProperty("effort", results.effort());
    root.add("loads", GSON.toJsonTree(results.loads()));
    root.add("notes", GSON.toJsonTree(results.notes()));
    JsonArray figures = new JsonArray();
    results.figures().all().forEach(figure -> figures.add(write(figure, results.figures())));
    root.add("figures", figures);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject write(Figure figure, Figures all) {
    Measure measure = figure.measure();
    JsonObject one = new JsonObject();
    one.addProperty("measure", measure.key());
    one.addProperty("title", measure.title());
    one.addProperty("subject", figure.subject());
    one.addProperty("unit", measure.unit().symbol());
    if (measure.size() != Measure.Size.NONE) {
      one.addProperty("sizeOf", measure.size().title());
      one.addProperty("size", figure.size());
    }
    one.add("summary", GSON.toJsonTree(figure.summary()));
    Verdict.ratio(figure, all).ifPresent(ratio -> one.add("ratio", GSON.toJsonTree(ratio)));
    Verdict.of(figure, all)
        .ifPresent(
            verdict -> {
              one.addProperty("limit", verdict.limit().text(measure.unit()));
              one.addProperty("met", verdict.met());
            });
    one.add("samples", GSON.toJsonTree(figure.samples()));
    return one;
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws BenchException if it is something else
   */
  static Results read(String json) {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      List<Figure> figures = new ArrayList<>();
      root.getAsJsonArray("figures").forEach(figure -> figures.add(figure(figure)));
      return new Results(
          machine(root.getAsJsonObject("machine")),
          root.get("program").getAsString(),
          root.get("peer").getAsString(),
          root.get("effort").getAsString(),
          loads(root.getAsJsonObject("loads")),
          root.getAsJsonArray("notes").asList().stream().map(JsonElement::getAsString).toList(),
          new Figures(figures));
    } catch (RuntimeException e) {
      throw new BenchException("these are no results of the bench: " + e);
    }
  }

  private static Map<String, Double> loads(JsonObject loads) {
    Map<String, Double> read = new LinkedHashMap<>();
    loads.entrySet().forEach(load -> read.put(load.getKey(), load.getValue().getAsDouble()));
    return read;
  }

  private static Figure figure(JsonElement element) {
    JsonObject one = element.getAsJsonObject();
    return new Figure(
        Measure.ofKey(one.get("measure").getAsString()),
        one.get("subject").getAsString(),
        one.has("size") ? one.get("size").getAsDouble() : 0,
        one.getAsJsonArray("samples").asList().stream().map(JsonElement::getAsDouble).toList());
  }

  private static Machine machine(JsonObject machine) {
    return new Machine(
        machine.get("date").getAsString(),
        machine.get("commit").getAsString(),
        machine.get("processor").getAsString(),
        machine.get("processors").getAsInt(),
        machine.get("memoryGigabytes").getAsDouble(),
        machine.get("kernel").getAsString(),
        machine.get("engine").getAsString(),
        machine.get("load").getAsDouble(),
        machine.get("otherContainers").getAsInt());
  }
}
