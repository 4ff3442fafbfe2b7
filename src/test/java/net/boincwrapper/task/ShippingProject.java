package net.boincwrapper.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.LocalImages;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.image.archive.BallastArchive;
import net.boincwrapper.image.archive.SavedArchive;
import net.boincwrapper.slot.SoftLinks;

/**
 * A project whose app version has its image as a file, and tasks of different workunits on one
 * host. No other run of the tests on this engine has the same images.
 */
final class ShippingProject implements AutoCloseable {
  /** How long a gigabyte may take on a disk that others use as well. */
  static final Duration LOADED = Duration.ofMinutes(10);

  private static final String FILE = "image.archive";

  private static int projects;

  private final String name;
  private final Path project;
  private final Path base;
  private final TaskHarness host;
  private final List<TaskHarness> tasks = new ArrayList<>();

  ShippingProject(Path directory) throws IOException {
    projects++;
    name = "shipping_" + ProcessHandle.current().pid() + "_" + projects;
    host = TaskHarness.in(directory);
    tasks.add(host);
    project = Files.createDirectories(host.boincDirectory().resolve("projects").resolve(name));
    base = directory.resolve("base.tar");
    Path saved = directory.resolve("saved.tar");
    Shell.succeed("docker", "save", "--output", saved.toString(), TaskHarness.IMAGE);
    try (InputStream in = Files.newInputStream(saved)) {
      String architecture = BuildPlatform.of(System.getProperty("os.arch")).architecture();
      SavedArchive.make(in, base, architecture);
    }
    Files.delete(saved);
  }

  /** The repository of its images. */
  String repository() {
    return "boincwrapper/" + name;
  }

  /**
   * Puts an archive into the project's directory, in place of the one before.
   *
   * @param ballast bytes of it that cannot be compressed
   * @return the digest of the image's config
   */
  String ship(long ballast, Packing packing) throws IOException {
    Files.deleteIfExists(file());
    return new BallastArchive(base, ballast, name.hashCode() + ballast).write(file(), packing);
  }

  Path file() {
    return project.resolve(FILE);
  }

  /** The first task, or another one in the slot of that number, with the client's link to it. */
  TaskHarness task(int slot) throws IOException {
    TaskHarness task = slot == 0 ? host : host.neighbour(slot);
    if (slot > 0) {
      tasks.add(task);
    }
    Path link = task.slot().directory().resolve(FILE);
    if (!Files.exists(link)) {
      SoftLinks.createText(task.slot(), link, file());
    }
    task.initData("project_dir", project.toString());
    return task.app("test -s /ballast && echo done > out.txt");
  }

  /** What its job.toml says; no digest where that is empty. */
  static String job(String digest) {
    return "create_args = \"--entrypoint /app/app.sh\"\n[image]\narchive = \""
        + FILE
        + "\"\n"
        + (digest.isEmpty() ? "" : "digest = \"" + digest + "\"\n");
  }

  /** What its images are called. */
  List<String> images() {
    return LocalImages.of(repository());
  }

  /** What the engine says of one. */
  static String inspect(String image, String format) {
    return Shell.succeed("docker", "image", "inspect", "--format", format, image);
  }

  static void remove(String image) {
    Shell.run("docker", "rmi", "--force", image);
  }

  @Override
  public void close() {
    tasks.forEach(TaskHarness::close);
    images().forEach(ShippingProject::remove);
  }
}
