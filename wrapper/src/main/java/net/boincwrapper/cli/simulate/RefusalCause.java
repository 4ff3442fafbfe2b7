package net.boincwrapper.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.EngineException;

/**
 * Why an app was refused a path: whose it is in the image. A container is made for that, and never
 * started.
 *
 * @param plan the app's own
 */
record RefusalCause(Engine engine, ContainerPlan plan, RunUser user) {
  private static final int OTHERS_READ = 4;
  private static final int OTHERS_ENTER = 1;

  private static final String REACHABLE =
      "; in the image, put what the app uses where all may go, such as /opt, and make it readable:"
          + " RUN chmod -R a+rX ";

  private static final String WRITABLE =
      "; let the app write to its WORKDIR, or to a [[scratch]] if it need not survive a restart";

  /** One sentence about a refusal: what is wrong, and what to do. */
  String explain(Refusal refusal) {
    String who =
        "the app runs as uid " + user.uid() + ", as on a volunteer's host, and not as root";
    if (refusal.path().isEmpty()) {
      return who + ": what the image has for root alone is out of its reach" + WRITABLE;
    }
    String path = refusal.path().get();
    try {
      return who + ", and may not use " + path + owner(path);
    } catch (EngineException e) {
      return who + ", and may not use " + path + WRITABLE;
    }
  }

  private String owner(String path) throws EngineException {
    String id = engine.create(bare());
    try {
      return owner(id, path);
    } finally {
      engine.remove(id);
    }
  }

  private String owner(String id, String path) throws EngineException {
    Optional<Ownership> above = Optional.empty();
    String directory = "/";
    for (String place : places(path)) {
      Optional<Ownership> found = engine.ownership(id, place);
      if (found.isEmpty()) {
        break;
      }
      boolean last = place.equals(path);
      int needed = last ? OTHERS_READ : OTHERS_ENTER;
      if ((found.get().mode() & needed) == 0) {
        return ": " + described(place, found.get()) + REACHABLE + (last ? path : directory(path));
      }
      above = found;
      directory = place;
    }
    String at = directory;
    return above.map(owner -> ": " + described(at, owner)).orElse("") + WRITABLE;
  }

  /** Such as /opt, /opt/tool, /opt/tool/run.sh. */
  private static List<String> places(String path) {
    List<String> places = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      places.add(path.substring(0, slash));
    }
    places.add(path);
    return places;
  }

  private static String directory(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 ? path.substring(0, slash) : "/";
  }

  private static String described(String place, Ownership owner) {
    return "%s is owned by %s, mode %04o"
        .formatted(place, owner.uid() == 0 ? "root" : "uid " + owner.uid(), owner.mode());
  }

  /** Without anything of this host's. */
  private ContainerPlan bare() {
    return new ContainerPlan(
        plan.name() + "_look",
        plan.image(),
        plan.user(),
        "/",
        Optional.of(List.of("true")),
        Map.of(),
        Map.of(),
        List.of(),
        ContainerPlan.NO_NETWORK,
        List.of(),
        Devices.NONE,
        plan.memoryBytes(),
        plan.shmBytes(),
        Optional.empty(),
        plan.cpuShares(),
        plan.pids(),
        Map.of(),
        Optional.empty(),
        plan.stopTimeoutSeconds(),
        Optional.empty(),
        false,
        plan.withoutLabel(),
        plan.engine());
  }
}
