package net.boincwrapper.cli.preflight;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.function.Consumer;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;

/** A preflight for programs to read. */
public final class PreflightJson {
  private PreflightJson() {}

  /** Of a preflight that has an estimate. */
  public static JsonObject of(Preflight preflight) {
    JsonObject root = new JsonObject();
    JsonArray circuits = new JsonArray();
    preflight.circuits().forEach(circuit -> circuits.add(circuit(circuit)));
    root.add("files", circuits);
    preflight
        .estimate()
        .ifPresent(
            estimate -> {
              root.add("qubits", told(estimate.figures().qubits(), JsonObject::addProperty));
              root.add("depth", told(estimate.figures().depth(), JsonObject::addProperty));
              root.add("gates", told(estimate.figures().gates(), JsonObject::addProperty));
              root.add(
                  "method",
                  told(
                      estimate.figures().method(),
                      (into, key, method) -> into.addProperty(key, method.word())));
              root.add("stateBytes", told(estimate.needs().state(), JsonObject::addProperty));
              root.add("memoryBytes", told(estimate.needs().memory(), JsonObject::addProperty));
              root.add("diskBytes", told(estimate.needs().disk(), JsonObject::addProperty));
              root.add("operations", told(estimate.operations(), JsonObject::addProperty));
            });
    return root;
  }

  private interface Put<T> {
    void into(JsonObject object, String key, T value);
  }

  private static <T> JsonObject told(Told<T> told, Put<T> put) {
    JsonObject one = new JsonObject();
    told.value()
        .ifPresentOrElse(
            value -> put.into(one, "value", value), () -> one.addProperty("unknown", told.note()));
    one.addProperty("origin", told.origin().toString());
    return one;
  }

  private static JsonObject circuit(Circuit circuit) {
    JsonObject one = new JsonObject();
    one.addProperty("file", circuit.file());
    one.addProperty("sha256", circuit.sha256());
    one.addProperty("dialect", circuit.dialect().toString());
    fact(one, "qubits", circuit.qubits(), value -> one.addProperty("qubits", value));
    fact(one, "gates", circuit.gates(), value -> one.add("gates", count(value)));
    fact(one, "depth", circuit.depth(), value -> one.add("depth", count(value)));
    fact(one, "measurements", circuit.measurements(), it -> one.add("measurements", count(it)));
    fact(one, "clifford", circuit.clifford(), value -> one.addProperty("clifford", value));
    fact(
        one,
        "midCircuitMeasurement",
        circuit.midCircuitMeasurement(),
        value -> one.addProperty("midCircuitMeasurement", value));
    return one;
  }

  /** What is not known is a text. */
  private static <T> void fact(JsonObject one, String key, Fact<T> fact, Consumer<T> known) {
    fact.value().ifPresentOrElse(known, () -> one.addProperty(key, fact.toString()));
  }

  private static JsonObject count(Count count) {
    JsonObject one = new JsonObject();
    one.addProperty("least", count.least());
    one.addProperty("most", count.most());
    return one;
  }
}
