package net.boincwrapper.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.plan.PlanText;

/** A plan as JSON. What is left to the image or the engine is not there. */
final class PlanJson {
  private static final Gson GSON = new Gson();

  private final ContainerPlan plan;
  private final JsonObject json = new JsonObject();

  private PlanJson(ContainerPlan plan) {
    this.plan = plan;
  }

  static JsonObject of(ContainerPlan plan) {
    PlanJson made = new PlanJson(PlanText.withoutPassword(plan));
    made.program();
    made.limits();
    made.surroundings();
    return made.json;
  }

  private void program() {
    json.addProperty("engine", plan.engine().name().toLowerCase(Locale.ROOT));
    json.addProperty("name", plan.name());
    json.addProperty("image", plan.image());
    json.addProperty("user", plan.user());
    json.addProperty("workingDirectory", plan.workingDirectory());
    plan.entrypoint().ifPresent(words -> json.add("entrypoint", GSON.toJsonTree(words)));
    plan.hostname().ifPresent(name -> json.addProperty("hostname", name));
    json.addProperty("readOnlyRoot", plan.readOnlyRoot());
    plan.stopSignal().ifPresent(signal -> json.addProperty("stopSignal", signal));
    json.addProperty("stopTimeoutSeconds", plan.stopTimeoutSeconds());
  }

  private void limits() {
    plan.memoryBytes().ifPresent(bytes -> json.addProperty("memoryBytes", bytes));
    plan.shmBytes().ifPresent(bytes -> json.addProperty("shmBytes", bytes));
    plan.cpus().ifPresent(cpus -> json.addProperty("cpus", cpus));
    json.addProperty("cpuShares", plan.cpuShares());
    json.addProperty("pids", plan.pids());
    json.add("ulimits", GSON.toJsonTree(plan.ulimits()));
    json.add("gpus", GSON.toJsonTree(plan.devices().names()));
  }

  private void surroundings() {
    json.addProperty("network", plan.network());
    json.add("ports", ports(plan.ports()));
    JsonArray mounts = new JsonArray();
    plan.mounts().forEach(mount -> mounts.add(mount(mount)));
    json.add("mounts", mounts);
    json.add("environment", GSON.toJsonTree(plan.environment()));
    json.add("labels", GSON.toJsonTree(plan.labels()));
  }

  private static JsonArray ports(List<PublishedPort> published) {
    JsonArray ports = new JsonArray();
    for (PublishedPort port : published) {
      JsonObject one = new JsonObject();
      port.hostPort().ifPresent(number -> one.addProperty("hostPort", number));
      one.addProperty("containerPort", port.containerPort());
      one.addProperty("protocol", port.protocol());
      ports.add(one);
    }
    return ports;
  }

  private static JsonObject mount(Mount mount) {
    JsonObject one = new JsonObject();
    one.addProperty("type", mount instanceof Bind ? "bind" : "tmpfs");
    one.addProperty("target", mount.target());
    if (mount instanceof Bind bind) {
      one.addProperty("source", bind.source());
      one.addProperty("readOnly", bind.readOnly());
    } else if (mount instanceof TmpfsMount tmpfs) {
      tmpfs.sizeBytes().ifPresent(bytes -> one.addProperty("sizeBytes", bytes));
      one.addProperty("mode", Integer.toOctalString(tmpfs.mode()));
      one.addProperty("exec", tmpfs.exec());
    }
    return one;
  }
}
