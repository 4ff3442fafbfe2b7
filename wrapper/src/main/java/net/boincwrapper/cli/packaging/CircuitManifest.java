package net.boincwrapper.cli.packaging;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.CircuitFile;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;
import net.boincwrapper.cli.folder.JobFolder;

/**
 * Which circuits the job's files hold, as JSON. What is unknown is null, with the reason beside.
 */
final class CircuitManifest {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private CircuitManifest() {}

  /** The content of a file; empty where there is no circuit. */
  static Optional<String> of(JobFolder folder) throws IOException {
    JsonArray circuits = new JsonArray();
    for (Path file : folder.appFiles()) {
      if (CircuitFile.isCircuit(folder.directory().resolve(file))) {
        circuits.add(circuit(CircuitFile.read(folder.directory(), file).circuit()));
      }
    }
    if (circuits.isEmpty()) {
      return Optional.empty();
    }
    JsonObject root = new JsonObject();
    root.add("circuits", circuits);
    return Optional.of(GSON.toJson(root) + "\n");
  }

  private static JsonObject circuit(Circuit circuit) {
    JsonObject json = new JsonObject();
    json.addProperty("file", circuit.file());
    json.addProperty("sha256", circuit.sha256());
    json.addProperty("language", circuit.dialect().toString());
    JsonObject unknown = new JsonObject();
    add(json, unknown, "qubits", circuit.qubits());
    add(json, unknown, "gates", circuit.gates());
    add(json, unknown, "depth", circuit.depth());
    add(json, unknown, "measurements", circuit.measurements());
    add(json, unknown, "clifford", circuit.clifford());
    add(json, unknown, "midCircuitMeasurement", circuit.midCircuitMeasurement());
    if (!unknown.isEmpty()) {
      json.add("unknown", unknown);
    }
    return json;
  }

  private static void add(JsonObject json, JsonObject unknown, String name, Fact<?> fact) {
    json.add(name, fact.value().map(CircuitManifest::value).orElse(JsonNull.INSTANCE));
    if (fact instanceof Fact.Unknown<?> is) {
      unknown.addProperty(name, is.place() + ": " + is.reason());
    }
  }

  /** A number; of a count that conditions decide, the least and the most. */
  private static JsonElement value(Object value) {
    if (value instanceof Count count) {
      return count.isExact() ? new JsonPrimitive(count.least()) : range(count);
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    return value instanceof Boolean is
        ? new JsonPrimitive(is)
        : new JsonPrimitive(value.toString().toLowerCase(Locale.ROOT));
  }

  private static JsonObject range(Count count) {
    JsonObject range = new JsonObject();
    range.addProperty("least", count.least());
    range.addProperty("most", count.most());
    return range;
  }
}
