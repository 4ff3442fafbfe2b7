package net.boincwrapper.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.PodmanPaths;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.KnownLinks.Link;
import net.boincwrapper.slot.SlotException;

/**
 * All mounts of a container: the slot, the project directory, the outputs, and what the job asks
 * for.
 */
final class MountPlan {
  private final PlanInput input;
  private final AuthorFiles author;
  private final Links links;
  private final Findings findings;
  private final ContainerPath workdir;
  private final ContainerPath projectMount;
  private final ContainerPath linkPlace;

  MountPlan(PlanInput input, AuthorFiles author, Links links, Findings findings) {
    this.input = input;
    this.author = author;
    this.links = links;
    this.findings = findings;
    this.workdir = ContainerPath.of(input.job().workdir());
    this.projectMount = ContainerPath.of(input.job().projectDirMount());
    this.linkPlace = workdir.resolve("../../projects/" + input.init().projectName());
  }

  /** In the order in which they are made: what lies deeper is mounted later. */
  List<Mount> mounts(ContainerUser user) {
    List<ContainerPath> places =
        projectMount.equals(linkPlace) ? List.of(projectMount) : List.of(projectMount, linkPlace);
    checkPlaces(places);
    List<Mount> mounts = new ArrayList<>(SlotMounts.of(input.slot(), workdir, author, findings));
    if (Files.isDirectory(input.init().projectDirectory())) {
      places.forEach(place -> mounts.add(bindProject(place)));
      mounts.addAll(outputs(places));
    } else {
      findings.note(
          "there is no project directory " + input.init().projectDirectory() + ": not mounted");
    }
    if (user.needsEntry()) {
      UserFiles files = new UserFiles(input.slot());
      mounts.add(new Bind(files.passwd().toString(), "/etc/passwd", true));
      mounts.add(new Bind(files.group().toString(), "/etc/group", true));
    }
    List<ContainerPath> taken = new ArrayList<>(places);
    taken.add(workdir);
    MountTargets targets = new MountTargets(taken);
    mounts.addAll(new JobMounts(input, author, links, targets, findings).of(input.job()));
    HostMountPlan.of(input)
        .forEach(place -> HostMountPlan.bind(place, targets, findings).ifPresent(mounts::add));
    mounts.sort(MountPlan::compare);
    checkPaths(mounts);
    return List.copyOf(mounts);
  }

  private void checkPaths(List<Mount> mounts) {
    if (input.engine().kind() == Kind.PODMAN) {
      mounts.forEach(mount -> PodmanPaths.objection(mount).ifPresent(findings::error));
    }
  }

  private void checkPlaces(List<ContainerPath> places) {
    for (ContainerPath place : places) {
      if (place.overlaps(workdir)) {
        findings.error(
            "workdir "
                + workdir
                + " overlaps "
                + place
                + ", where the project directory is mounted; choose another such as /app");
      }
    }
    if (places.size() == 2 && projectMount.overlaps(linkPlace)) {
      findings.error(
          "project_dir_mount "
              + projectMount
              + " overlaps "
              + linkPlace
              + ", where the links of the slot lead; choose another such as /project");
    }
  }

  private Bind bindProject(ContainerPath place) {
    return new Bind(input.init().projectDirectory().toString(), place.text(), true);
  }

  private List<Bind> outputs(List<ContainerPath> places) {
    Path project = input.init().projectDirectory();
    List<Bind> binds = new ArrayList<>();
    try {
      for (Link link : KnownLinks.look(input.slot(), project).links()) {
        if (link.output()) {
          String name = project.relativize(link.target()).toString();
          String source = link.target().toString();
          places.forEach(place -> binds.add(new Bind(source, place.resolve(name).text(), false)));
        }
      }
    } catch (SlotException e) {
      findings.error("the outputs of the task are not known: " + e.getMessage());
    }
    return binds.stream().distinct().toList();
  }

  private static int compare(Mount one, Mount other) {
    int byDepth = Long.compare(depth(one), depth(other));
    return byDepth != 0 ? byDepth : one.target().compareTo(other.target());
  }

  private static long depth(Mount mount) {
    return mount.target().chars().filter(c -> c == '/').count();
  }
}
