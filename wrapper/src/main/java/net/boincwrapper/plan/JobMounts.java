package net.boincwrapper.plan;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.slot.SlotLayout;

/**
 * The mounts that a job asks for. Sources are judged by where they really are: below the slot,
 * except what is reserved there, or in the project directory, which stays read-only.
 */
final class JobMounts {
  private static final int STICKY_FOR_ALL = 01777;

  private final SlotLayout slot;
  private final Path project;
  private final List<String> authorFiles;
  private final Links links;
  private final MountTargets targets;
  private final Findings findings;

  JobMounts(
      PlanInput input, AuthorFiles author, Links links, MountTargets targets, Findings findings) {
    this.slot = input.slot();
    this.project = input.init().projectDirectory();
    this.authorFiles = List.of(author.job(), author.dockerfile());
    this.links = links;
    this.targets = targets;
    this.findings = findings;
  }

  List<Mount> of(Job job) {
    List<Mount> mounts = new ArrayList<>();
    job.mounts().forEach(request -> bind(request).ifPresent(mounts::add));
    job.scratch()
        .forEach(
            s ->
                tmpfs("scratch", s.path(), OptionalLong.of(s.sizeBytes()), s.exec())
                    .ifPresent(mounts::add));
    job.createOptions()
        .tmpfs()
        .forEach(t -> tmpfs("tmpfs", t.target(), t.sizeBytes(), t.exec()).ifPresent(mounts::add));
    return mounts;
  }

  private Optional<Mount> tmpfs(String key, String target, OptionalLong size, boolean exec) {
    Optional<String> objection = targets.take(target, true);
    if (objection.isPresent()) {
      findings.error(key + " " + target + ": the target " + objection.get());
      return Optional.empty();
    }
    return Optional.of(new TmpfsMount(ContainerPath.of(target).text(), size, STICKY_FOR_ALL, exec));
  }

  private Optional<Mount> bind(MountRequest request) {
    String what = "mount " + request.source() + ":" + request.target();
    Optional<String> objection = targets.take(request.target(), false);
    if (objection.isPresent()) {
      findings.error(what + ": the target " + objection.get());
      return Optional.empty();
    }
    try {
      return source(what, request)
          .map(s -> new Bind(s.path().toString(), target(request), s.readOnly()));
    } catch (IOException | InvalidPathException e) {
      findings.error(
          what
              + ": there is no such source in the slot or the project directory; name an input file"
              + " or a directory that exists before the task starts");
      return Optional.empty();
    }
  }

  private static String target(MountRequest request) {
    return ContainerPath.of(request.target()).text();
  }

  private record Source(Path path, boolean readOnly) {}

  private Optional<Source> source(String what, MountRequest request) throws IOException {
    Path real = real(slot.directory().resolve(request.source()));
    Path realSlot = slot.directory().toRealPath();
    if (real.startsWith(realSlot)) {
      return inSlot(what, real, realSlot.relativize(real), request.readOnly());
    }
    if (real.startsWith(project.toRealPath())) {
      if (!request.readOnly()) {
        findings.note(what + ": the project directory is read-only, and so is this mount");
      }
      return Optional.of(new Source(real, true));
    }
    findings.error(what + ": " + real + " is neither below the slot nor in the project directory");
    return Optional.empty();
  }

  private Optional<Source> inSlot(String what, Path real, Path name, boolean readOnly) {
    String first = name.getName(0).toString();
    if (first.isEmpty()) {
      findings.error(what + ": the slot itself is mounted at workdir already");
      return Optional.empty();
    }
    if (SlotLayout.reservedNames().contains(first)) {
      findings.error(what + ": " + first + " is reserved for the client and this program");
      return Optional.empty();
    }
    boolean holdsRules =
        authorFiles.stream().anyMatch(file -> name.getFileSystem().getPath(file).startsWith(name));
    return Optional.of(new Source(real, readOnly || holdsRules));
  }

  /** Input files of a task are links of BOINC's own kind: what they lead to is mounted. */
  private Path real(Path source) throws IOException {
    Path named = source.normalize();
    boolean below = named.startsWith(slot.directory()) && !named.equals(slot.directory());
    Optional<Path> target = below ? links.target(named) : Optional.empty();
    return target.orElse(source).toRealPath();
  }
}
