package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.cli.clean.Leftover.Kept;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.KeptContainer;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.engine.Inventory.KeptNetwork;
import net.boincwrapper.image.HostImages;
import net.boincwrapper.image.HostImages.HostImage;
import net.boincwrapper.image.LeftRecords;
import net.boincwrapper.image.LeftRecords.Left;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.record.OneLine;

/** Goes through what is ours, and judges each. Nothing is removed. */
final class CleanSurvey {
  private static final String NO_IMAGE = "no task has obtained an image with it for a day";

  private static final int LONGEST_NAME = 120;

  private final List<Path> data;
  private final boolean all;
  private final Duration keep;
  private final Path proc;
  private final Instant now;
  private final List<Leftover> leftovers = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  /**
   * @param data data directories that were pointed at, with all links followed
   * @param all whether goes, too, what the next task would have to make again
   * @param keep how long images are kept after their last use
   * @param proc where procfs is mounted
   */
  CleanSurvey(List<Path> data, boolean all, Duration keep, Path proc, Instant now) {
    this.data = List.copyOf(data);
    this.all = all;
    this.keep = keep;
    this.proc = proc;
    this.now = now;
  }

  Findings findings() {
    return new Findings(leftovers, kept);
  }

  /** What was found. */
  record Findings(List<Leftover> leftovers, List<Kept> kept) {
    Findings {
      leftovers = List.copyOf(leftovers);
      kept = List.copyOf(kept);
    }
  }

  /** Looks at containers, images and networks, in the order in which they have to go. */
  void look(Engine engine, Inventory inventory) throws EngineException, IOException {
    List<KeptContainer> containers = inventory.containers(true);
    ContainerCheck check = new ContainerCheck(data);
    Set<String> used = new HashSet<>();
    for (KeptContainer container : containers) {
      Verdict verdict = check.of(container, now);
      if (verdict.kind() == Verdict.Kind.LEFT) {
        leftovers.add(leftover(container, verdict, engine));
      } else {
        used.add(container.imageId());
        doubt("container", UseNames.of(container), verdict);
      }
    }
    boolean atWork = isAtWork();
    ImageCheck images = new ImageCheck(used, atWork, all);
    ImageStore store = ImageStore.of(engine.info());
    Set<String> recorded = look(engine, store, images);
    look(inventory, images, recorded);
    lookForLocks(engine, store);
    if (used.isEmpty() && !atWork) {
      for (KeptNetwork network : inventory.networks()) {
        leftovers.add(leftover(network, inventory));
      }
    }
  }

  /**
   * Looks at the images that tasks have brought here.
   *
   * @return their ids
   */
  private Set<String> look(Engine engine, ImageStore store, ImageCheck check)
      throws EngineException {
    Set<String> recorded = new HashSet<>();
    for (Path one : data) {
      HostImages images = new HostImages(engine, store, new HostLayout(one).directory());
      for (HostImage image : images.list()) {
        recorded.add(image.id());
        Verdict verdict = check.of(image, keep, now);
        if (verdict.kind() == Verdict.Kind.LEFT) {
          leftovers.add(
              new Leftover(
                  "image",
                  image.name(),
                  verdict.why(),
                  OptionalLong.of(image.bytes()),
                  () -> images.remove(image)));
        } else {
          doubt("image", image.name(), verdict);
        }
      }
    }
    return recorded;
  }

  private void look(Inventory inventory, ImageCheck check, Set<String> recorded)
      throws EngineException {
    for (KeptImage image : inventory.images()) {
      Verdict verdict = recorded.contains(image.id()) ? Verdict.NEEDED : check.of(image, now);
      if (verdict.kind() == Verdict.Kind.LEFT) {
        leftovers.add(leftover(image, verdict, inventory));
      } else {
        doubt("image", UseNames.of(image), verdict);
      }
    }
  }

  /** Looks for locks and records of images that are not here. */
  private void lookForLocks(Engine engine, ImageStore store) throws EngineException, IOException {
    HeldLocks locks = HeldLocks.read(proc);
    for (Path one : data) {
      LeftRecords records = new LeftRecords(engine, store, new HostLayout(one).directory());
      for (Left left : records.list()) {
        if (!locks.hold(left.lock())) {
          String why =
              left.image()
                  .map(it -> OneLine.of(it, LONGEST_NAME) + " is not here any more")
                  .orElse(NO_IMAGE);
          leftovers.add(
              new Leftover(
                  "lock",
                  left.lock().toString(),
                  why,
                  OptionalLong.empty(),
                  () -> records.remove(left)));
        }
      }
    }
  }

  private void doubt(String kind, String name, Verdict verdict) {
    if (verdict.kind() == Verdict.Kind.DOUBTFUL) {
      kept.add(new Kept(kind, name, verdict.why()));
    }
  }

  private boolean isAtWork() throws IOException {
    HeldLocks locks = HeldLocks.read(proc);
    for (Path one : data) {
      if (new DataDirectory(one).isAtWork(locks)) {
        return true;
      }
    }
    return false;
  }

  /** Looks for versions of this program. */
  void look(List<Path> stores) throws IOException {
    OldPrograms programs = new OldPrograms(HeldLocks.read(proc), all);
    for (Path store : stores) {
      leftovers.addAll(programs.in(store, now));
    }
  }

  void add(Optional<Leftover> leftover) {
    leftover.ifPresent(leftovers::add);
  }

  private Leftover leftover(KeptContainer container, Verdict verdict, Engine engine) {
    return new Leftover(
        "container",
        UseNames.of(container),
        verdict.why(),
        container.layerBytes(),
        () -> remove(container, engine));
  }

  /**
   * A running app might be writing into a slot that is being given to another task, and that task
   * has to know. So it is paused first and looked at again: to the next task, a paused container is
   * evidence.
   */
  private boolean remove(KeptContainer container, Engine engine) throws EngineException {
    if (container.status() == ContainerStatus.RUNNING) {
      engine.pause(container.id());
    }
    boolean still =
        new ContainerCheck(data).of(container, Instant.now()).kind() == Verdict.Kind.LEFT;
    if (still) {
      engine.remove(container.id());
    }
    return still;
  }

  /** Of an image with several names each goes by itself, and the last one takes the image along. */
  private Leftover leftover(KeptImage image, Verdict verdict, Inventory inventory) {
    return new Leftover(
        "image",
        UseNames.of(image),
        verdict.why(),
        OptionalLong.of(image.bytes()),
        () -> {
          List<String> references = image.names().isEmpty() ? List.of(image.id()) : image.names();
          boolean gone = !isAtWork() || image.isHello();
          for (String reference : references) {
            gone = gone && inventory.removeImage(reference);
          }
          return gone;
        });
  }

  /** A task that starts meanwhile makes it again; see {@code DockerNetworks}. */
  private Leftover leftover(KeptNetwork network, Inventory inventory) {
    return new Leftover(
        "network",
        network.name(),
        "no container of ours is there",
        OptionalLong.empty(),
        () -> {
          boolean free =
              !isAtWork()
                  && inventory.containers(false).stream()
                      .noneMatch(it -> it.labels().containsKey(ContainerPlan.LABEL_RESULT));
          return free && inventory.removeNetwork(network.id());
        });
  }
}
