package net.boincwrapper.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.virtual.Payload;

/**
 * What the machine is made of: a kernel, its initial file system, and a disk with Debian, its
 * engine, Java, and the base image in that engine.
 *
 * <p>Made once for all runs with the same description ({@code src/test/power-cut/guest}) and the
 * same base image.
 *
 * @param disk never written; each run has a copy of its own
 */
record MachineFiles(Path kernel, Path initrd, Path disk) {
  private static final Path HOME =
      Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();

  /** Where they are kept, and what the machines said in the last run. */
  static final Path CACHE = HOME.resolve("target/power-cut");

  private static final String IMAGE = "docker-wrapper-power-cut";
  private static final Duration PROVISION_LIMIT = Duration.ofMinutes(5);

  /** Takes the engine's answer as its sign of life, then gives it the base image. */
  private static final String PROVISION =
      """
      until docker version >/dev/null 2>&1; do sleep 0.2; done
      docker load --quiet --input /run/payload/image.tar
      """;

  /** Finds them, or makes them with the host's engine. */
  static MachineFiles prepare() throws IOException {
    String image = build(HOME.resolve("src/test/power-cut/guest"));
    Path directory = CACHE.resolve(image.substring(image.indexOf(':') + 1).substring(0, 16));
    MachineFiles files =
        new MachineFiles(
            directory.resolve("vmlinuz"), directory.resolve("initrd"), directory.resolve("disk"));
    if (!Files.exists(files.disk())) {
      files.make(image, directory);
    }
    return files;
  }

  /** The engine's own cache decides whether anything is done. */
  private static String build(Path description) {
    List<String> command = new ArrayList<>(List.of("docker", "build", "--quiet"));
    for (String proxy : List.of("http_proxy", "https_proxy", "no_proxy")) {
      command.addAll(List.of("--build-arg", proxy));
    }
    command.addAll(List.of("--tag", IMAGE, description.toString()));
    say("building the image " + IMAGE + " of the machine's disk, unless the engine has it");
    Shell.succeed(command.toArray(String[]::new));
    return Shell.succeed("docker", "image", "inspect", "--format", "{{.Id}}", IMAGE);
  }

  private void make(String image, Path directory) throws IOException {
    Files.createDirectories(directory);
    say("making the machine's disk " + disk);
    Shell.succeed(
        "docker", "run", "--rm", "--network=none", "--volume", directory + ":/out", image);
    Path fresh = directory.resolve("disk.new");
    provision(fresh, directory);
    Files.move(fresh, disk, StandardCopyOption.ATOMIC_MOVE);
  }

  private void provision(Path fresh, Path directory) throws IOException {
    say("booting it once, to give its engine the image " + TaskHarness.IMAGE);
    Path archive = directory.resolve("image.tar");
    Path tar = directory.resolve("provision.tar");
    Shell.succeed("docker", "save", "--output", archive.toString(), TaskHarness.IMAGE);
    try (Payload payload = new Payload(tar)) {
      payload.run(PROVISION).file("image.tar", archive);
    }
    List<String> said = new ArrayList<>();
    try (Machine machine = Machine.switchOn(this, tar, List.of(fresh), said::add)) {
      machine.awaitOff(PROVISION_LIMIT);
      if (!said.contains("Loaded image: " + TaskHarness.IMAGE)) {
        throw new AssertionError(
            "the machine did not take the base image:\n" + said + "\n" + machine.console());
      }
    }
    Files.delete(archive);
    Files.delete(tar);
  }

  /** A disk of one's own to boot from. */
  Path copyOfDisk(Path directory) {
    Path copy = directory.resolve("platter");
    Shell.succeed("cp", "--sparse=always", "--reflink=auto", disk.toString(), copy.toString());
    return copy;
  }

  /** An empty disk, with ext4 and its defaults. */
  static Path emptyDisk(Path directory) {
    Path disk = directory.resolve("data");
    Shell.succeed("/sbin/mkfs.ext4", "-q", disk.toString(), "256M");
    return disk;
  }

  private static void say(String text) {
    System.out.println("power-cut: " + text);
  }
}
