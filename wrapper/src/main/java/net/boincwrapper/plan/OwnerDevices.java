package net.boincwrapper.plan;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.job.Job;

/** The devices that a job asks for by name and that the host's owner allows. */
public final class OwnerDevices {
  private OwnerDevices() {}

  /**
   * Why a job cannot have a device now, although the owner allows it; empty if it can.
   *
   * @param host where the device is looked for
   */
  public static Optional<String> lack(Job job, FileSystem host) {
    return job.createOptions().privileges().devices().stream()
        .filter(path -> !Files.exists(host.getPath(path)))
        .map(path -> "the job needs the device " + path + ", and this host has none")
        .findFirst();
  }

  /** Those of them that the policy names. What the app cannot use in spite of that is noted. */
  static Devices of(PlanInput input, Findings findings) {
    List<String> paths = new ArrayList<>(input.job().createOptions().privileges().devices());
    paths.retainAll(input.policy().confinement().devices().value());
    if (paths.isEmpty()) {
      return Devices.NONE;
    }
    Path root = input.slot().directory().toAbsolutePath().getRoot();
    return Devices.ofNodes(paths, groups(paths, input.engine(), root, findings));
  }

  private static List<String> groups(
      List<String> paths, EngineInfo engine, Path root, Findings findings) {
    try {
      DeviceGroups.Answer answer = new DeviceGroups(engine, root).of(paths);
      answer.lack().ifPresent(findings::note);
      return answer.groups();
    } catch (IOException e) {
      return List.of(); // The engine says that there is no such device.
    }
  }
}
