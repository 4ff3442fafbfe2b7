package net.boincwrapper.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.OwnerGrants;
import net.boincwrapper.harness.EngineUnderTest;

/** Plans for tests of the engine. */
public final class SamplePlans {
  public static final String IMAGE = "debian:bookworm-slim";

  private SamplePlans() {}

  /** A plan that asks for as little as a plan can: a shell script, no mounts, no network. */
  public static ContainerPlan script(String name, String script) {
    return plan(name, List.of("/bin/sh", "-c", script), List.of(), "none");
  }

  public static ContainerPlan plan(
      String name, List<String> entrypoint, List<ContainerPlan.Mount> mounts, String network) {
    return new ContainerPlan(
        name,
        IMAGE,
        "0:0",
        "/",
        Optional.of(entrypoint),
        Map.of("GREETING", "good day"),
        Map.of("net.boincwrapper.test", name),
        mounts,
        network,
        List.of(),
        Devices.NONE,
        OptionalLong.of(256L << 20),
        OptionalLong.empty(),
        Optional.empty(),
        64,
        128,
        Map.of(),
        EngineUnderTest.isPodman() ? Optional.of("SIGKILL") : Optional.empty(),
        5,
        Optional.empty(),
        false,
        false,
        EngineUnderTest.isPodman() ? Engine.Kind.PODMAN : Engine.Kind.DOCKER);
  }

  /** The same plan for an engine of a kind. */
  public static ContainerPlan on(Engine.Kind engine, ContainerPlan plan) {
    return of(plan, plan.image(), plan.devices(), engine);
  }

  /** The same plan from another image. */
  public static ContainerPlan of(ContainerPlan plan, String image) {
    return of(plan, image, plan.devices(), plan.engine());
  }

  /** The same plan with devices. */
  public static ContainerPlan with(ContainerPlan plan, Devices devices) {
    return of(plan, plan.image(), devices, plan.engine());
  }

  /** The same plan with a ceiling of its own layer. */
  public static ContainerPlan withLayer(ContainerPlan plan, long bytes) {
    return of(plan, plan.image(), plan.devices(), plan.engine(), layer(bytes));
  }

  private static OwnerGrants layer(long bytes) {
    return new OwnerGrants(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Devices.NONE,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(bytes));
  }

  private static ContainerPlan of(
      ContainerPlan plan, String image, Devices devices, Engine.Kind engine) {
    return of(plan, image, devices, engine, plan.grants());
  }

  private static ContainerPlan of(
      ContainerPlan plan, String image, Devices devices, Engine.Kind engine, OwnerGrants grants) {
    return new ContainerPlan(
        plan.name(),
        image,
        plan.user(),
        plan.workingDirectory(),
        plan.entrypoint(),
        plan.environment(),
        plan.labels(),
        plan.mounts(),
        plan.network(),
        plan.ports(),
        devices,
        plan.memoryBytes(),
        plan.shmBytes(),
        plan.cpus(),
        plan.cpuShares(),
        plan.pids(),
        plan.ulimits(),
        plan.stopSignal(),
        plan.stopTimeoutSeconds(),
        plan.hostname(),
        plan.readOnlyRoot(),
        plan.withoutLabel(),
        engine,
        grants);
  }
}
