package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.harness.LocalImages;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.slot.SlotLayout;

/**
 * A task of a project of its own, so that other tests on this host's engine make no image of the
 * same name, which brings its image as an archive.
 */
final class ArchivedTask {
  private static final String FILE = "image.archive";

  private final TaskFixture task;
  private final Path slot;
  private final String repository;
  private final List<String> said = new ArrayList<>();

  ArchivedTask(Path slot, Class<?> test) {
    String project = "example.org_" + test.getSimpleName().toLowerCase();
    this.task = new TaskFixture(project);
    this.slot = slot;
    this.repository = "boincwrapper/" + project;
    digest("");
  }

  /** The repository of all images of its project. */
  String repository() {
    return repository;
  }

  Path archive() {
    return slot.resolve(FILE);
  }

  void ship(byte[] archive) throws IOException {
    Files.write(archive(), archive);
  }

  /** Its job.toml demands this one; nothing demands none. */
  void digest(String digest) {
    task.imageRules =
        new Job.ImageRules(
            Optional.of(FILE), Optional.of(digest).filter(it -> !it.isEmpty()), true);
  }

  ImageInfo obtain(Engine engine, Path shared) throws EngineException {
    return new Images(engine, ImageStore.of(engine.info()), shared, true)
        .obtain(
            new Images.Wish(
                task.job(), task.init(), new SlotLayout(slot), "Dockerfile", task.engineInfo()),
            new Images.Surroundings(
                () -> false,
                () -> true,
                wanted -> {},
                () -> false,
                said::add,
                said::add,
                said::add));
  }

  /** What its project's images are called. */
  List<String> images() {
    return LocalImages.of(repository);
  }

  void removeImages() {
    images().forEach(image -> Shell.run("docker", "rmi", image));
  }
}
