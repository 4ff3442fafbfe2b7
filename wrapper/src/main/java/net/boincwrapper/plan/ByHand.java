package net.boincwrapper.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.SlotLayout;

/**
 * A plan as commands that can be pasted into a shell: they make a slot and an image, and then a
 * container like the planned one, without our name and our labels, so that no task takes it for its
 * own.
 *
 * @param preparation a command each
 * @param create prints the container's id
 * @param place the directory that stands for the slot, where the app's outputs will be
 */
public record ByHand(List<String> preparation, String create, Path place) {
  /** Below the author's directory for dry runs, which no image and no slot takes in. */
  private static final String DIRECTORY = "by-hand";

  public ByHand {
    preparation = List.copyOf(preparation);
  }

  /**
   * The author's directory.
   *
   * @param directory absolute; in the plan it stands for the slot
   * @param scratch where dry runs keep their files
   * @param files what a client would put into the slot, relative
   * @param dockerfile name of the recipe
   */
  public record Folder(Path directory, Path scratch, List<Path> files, String dockerfile) {}

  /** Nothing is looked at and nothing is changed. */
  public static ByHand of(ContainerPlan plan, Job job, Folder folder) {
    Path slot = folder.scratch().resolve(DIRECTORY);
    return new Writer(plan, job, folder, slot).write();
  }

  private record Writer(
      ContainerPlan plan, Job job, Folder folder, Path slot, List<String> lines, String program) {

    Writer(ContainerPlan plan, Job job, Folder folder, Path slot) {
      this(
          plan,
          job,
          folder,
          slot,
          new ArrayList<>(),
          plan.engine() == Kind.PODMAN ? "podman" : "docker");
    }

    ByHand write() {
      files();
      String image = image();
      placeholders();
      userLists();
      if (!plan.user().startsWith("0:")) {
        line("chown", "-R", plan.user(), slot.toString());
      }
      return new ByHand(lines, PlanText.createCommand(anonymous(image)), slot);
    }

    /** The slot may have been made before. */
    private void files() {
      Map<Path, List<String>> byDirectory = new TreeMap<>();
      for (Path file : folder.files()) {
        byDirectory
            .computeIfAbsent(slot.resolve(file).getParent(), it -> new ArrayList<>())
            .add(folder.directory().resolve(file).toString());
      }
      Set<String> directories = new TreeSet<>(Set.of(ownDirectory().toString()));
      byDirectory.keySet().forEach(it -> directories.add(it.toString()));
      line("rm", "-rf", slot.toString());
      List<String> make = new ArrayList<>(List.of("mkdir", "-p"));
      make.addAll(directories);
      line(make);
      byDirectory.forEach(
          (directory, sources) -> {
            List<String> copy = new ArrayList<>(List.of("cp"));
            copy.addAll(sources);
            copy.add(directory + "/");
            line(copy);
          });
    }

    /** Its name in the create command. */
    private String image() {
      if (job.imageName().isPresent()) {
        String name = ShellWords.join(List.of(plan.image()));
        lines.add(
            String.format(
                "%s image inspect %s > /dev/null 2>&1 || %s pull %s",
                program, name, program, name));
        return plan.image();
      }
      String tag = DIRECTORY + plan.image().substring(plan.image().lastIndexOf(':'));
      if (job.image().archive().isPresent()) {
        // What it prints ends in the name or the id.
        String file = slot.resolve(job.image().archive().get()).toString();
        lines.add(
            "%s tag \"$(%s load --quiet --input %s | sed 's/^Loaded image[^:]*: //')\" %s"
                .formatted(program, program, ShellWords.join(List.of(file)), tag));
        return tag;
      }
      List<String> build = new ArrayList<>(List.of(program, "build", "--tag", tag));
      build.addAll(List.of("--file", slot.resolve(folder.dockerfile()).toString()));
      Job.BuildOptions options = job.buildOptions();
      pairs(build, "--build-arg", options.arguments());
      pairs(build, "--label", options.labels());
      options.target().ifPresent(it -> build.addAll(List.of("--target", it)));
      if (options.noCache()) {
        build.add("--no-cache");
      }
      build.add(slot.toString());
      line(build);
      return tag;
    }

    private static void pairs(List<String> words, String option, Map<String, String> values) {
      new TreeMap<>(values)
          .forEach((name, value) -> words.addAll(List.of(option, name + "=" + value)));
    }

    /** What is mounted over other files, and the files under it, which the engine would make. */
    private void placeholders() {
      ContainerPath workdir = ContainerPath.of(job.workdir());
      Set<String> empty = new TreeSet<>();
      for (Mount mount : plan.mounts()) {
        ContainerPath target = ContainerPath.of(mount.target());
        if (mount instanceof Bind bind && isOwn(bind) && workdir.contains(target)) {
          empty.add(moved(bind.source()));
          empty.add(slot + target.text().substring(workdir.text().length()));
        }
      }
      List<String> touch = new ArrayList<>(List.of("touch"));
      touch.addAll(empty);
      line(touch);
    }

    private boolean isOwn(Bind bind) {
      return path(bind.source()).startsWith(folder.directory().resolve(ownName()));
    }

    private void userLists() {
      Map<String, String> contents = new LinkedHashMap<>();
      String[] ids = plan.user().split(":", -1);
      ContainerUser user =
          new ContainerUser(Integer.parseInt(ids[0]), Integer.parseInt(ids[1]), true);
      String home = plan.environment().getOrDefault("HOME", job.workdir());
      contents.put("/etc/passwd", user.passwd(home));
      contents.put("/etc/group", user.group());
      for (Mount mount : plan.mounts()) {
        String content = contents.get(mount.target());
        if (mount instanceof Bind bind && content != null) {
          lines.add(
              ShellWords.join(List.of("printf", "%s", content))
                  + " > "
                  + ShellWords.quote(moved(bind.source())));
        }
      }
    }

    private ContainerPlan anonymous(String image) {
      List<Mount> mounts = plan.mounts().stream().map(this::moved).toList();
      // Ours exists only where a task has run, and keeps containers from each other.
      String network = plan.network().equals(ContainerPlan.BRIDGE) ? "bridge" : plan.network();
      return plan.withName("").with(plan.environment(), Map.of()).elsewhere(image, network, mounts);
    }

    private Mount moved(Mount mount) {
      return mount instanceof Bind bind
          ? new Bind(moved(bind.source()), bind.target(), bind.readOnly())
          : mount;
    }

    /** Files of the project stay where they are. */
    private String moved(String source) {
      Path path = path(source);
      if (!path.startsWith(folder.directory())) {
        return source;
      }
      Path name = folder.directory().relativize(path);
      boolean copied =
          name.toString().isEmpty()
              || name.startsWith(ownName())
              || folder.files().stream().anyMatch(it -> it.startsWith(name));
      return copied ? slot.resolve(name).toString() : source;
    }

    private Path path(String text) {
      return folder.directory().getFileSystem().getPath(text);
    }

    private Path ownDirectory() {
      return slot.resolve(ownName());
    }

    private static String ownName() {
      return SlotLayout.OWN_DIRECTORY;
    }

    private void line(String... words) {
      line(List.of(words));
    }

    private void line(List<String> words) {
      lines.add(ShellWords.join(words));
    }
  }
}
