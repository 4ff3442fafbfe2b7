package net.boincwrapper.job.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.ImageReference;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.BuildOptions;
import net.boincwrapper.job.Job.HostMounts;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.job.options.BuildArgs;
import net.boincwrapper.job.options.CommandLine;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.job.options.MountSyntax;
import net.boincwrapper.job.options.PortSyntax;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Makes a job out of what is written: defaults, command lines, tables. */
final class JobResolver {
  private final Written written;
  private final Problems problems;

  private JobResolver(Written written, Problems problems) {
    this.written = written;
    this.problems = problems;
  }

  /** A job that is whole only if nothing has been reported as an error. */
  static Job resolve(Written written, CreateArgs.Parsed create, Problems problems) {
    return new JobResolver(written, problems).job(create);
  }

  static CreateArgs.Parsed createArgs(Written written, Problems problems) {
    Place place = new Place(problems, written.line(JobKeys.CREATE_ARGS), "\"create_args\"");
    return CreateArgs.parse(written.textOr(JobKeys.CREATE_ARGS, ""), place);
  }

  private Job job(CreateArgs.Parsed create) {
    List<MountRequest> mounts = new ArrayList<>(commands(JobKeys.MOUNT, MountSyntax::parse));
    mounts.addAll(create.mounts());
    List<PortRequest> ports = new ArrayList<>(commands(JobKeys.PORTMAP, PortSyntax::parse));
    ports.addAll(create.ports());
    TableReaders tables = new TableReaders(written, problems);
    return new Job(
        mountPoint(JobKeys.WORKDIR, JobKeys.DEFAULT_WORKDIR),
        mountPoint(JobKeys.PROJECT_DIR_MOUNT, JobKeys.DEFAULT_PROJECT_MOUNT),
        imageName(),
        written.bool(JobKeys.USE_GPU) || create.gpu(),
        webPort(),
        mounts,
        ports,
        buildOptions(),
        create.options(),
        written.integer(JobKeys.VERBOSE).orElseThrow(),
        tables.image(),
        tables.checkpoint(),
        tables.exit(),
        tables.progress(),
        tables.requests(),
        tables.limits(create),
        tables.scratch(),
        tables.quantum(),
        hostMounts(),
        JobKeys.SCHEMA.tables().stream().anyMatch(written.document().values()::containsKey));
  }

  private String mountPoint(Key key, String otherwise) {
    return written
        .text(key)
        .flatMap(text -> GuestPath.mountPoint(text, place(key, text)))
        .orElse(otherwise);
  }

  private Optional<String> imageName() {
    return written
        .text(JobKeys.IMAGE_NAME)
        .filter(name -> ImageReference.isValid(name, place(JobKeys.IMAGE_NAME, name)));
  }

  private HostMounts hostMounts() {
    List<String> needed = hostMounts(JobKeys.HOST_MOUNTS, List.of());
    return new HostMounts(needed, hostMounts(JobKeys.HOST_MOUNTS_OPTIONAL, needed));
  }

  private List<String> hostMounts(Key key, List<String> taken) {
    List<String> names = new ArrayList<>();
    List<String> all = written.texts(key);
    for (int i = 0; i < all.size(); i++) {
      String subject = "\"" + key.path() + "\" entry " + TomlTypes.show(all.get(i));
      Place place = new Place(problems, written.line(key, i), subject);
      if (!all.get(i).matches("[a-z][a-z0-9_-]{0,31}")) {
        place.error(
            "is no name of a place; write the name alone, such as \"cvmfs\": the host's owner says"
                + " where it is");
      } else if (taken.contains(all.get(i)) || names.contains(all.get(i))) {
        place.error("is asked for twice; remove one");
      } else {
        names.add(all.get(i));
      }
    }
    return names;
  }

  private OptionalInt webPort() {
    OptionalInt port = written.integer(JobKeys.WEB_PORT);
    return port.orElse(0) == 0 ? OptionalInt.empty() : port;
  }

  private BuildOptions buildOptions() {
    Place place = new Place(problems, written.line(JobKeys.BUILD_ARGS), "\"build_args\"");
    return BuildArgs.parse(written.textOr(JobKeys.BUILD_ARGS, ""), place);
  }

  /** Each entry is one word of a command line: docker_wrapper pastes it after an option. */
  private <T> List<T> commands(Key key, BiFunction<String, Place, Optional<T>> syntax) {
    List<T> parsed = new ArrayList<>();
    List<String> entries = written.texts(key);
    for (int i = 0; i < entries.size(); i++) {
      Place place =
          new Place(
              problems,
              written.line(key, i),
              "\"" + key.path() + "\" " + TomlTypes.show(entries.get(i)));
      CommandLine.Split split = CommandLine.split(entries.get(i));
      split.problem().ifPresent(problem -> place.error("cannot be split: " + problem));
      if (split.words().size() == 1) {
        syntax.apply(split.words().get(0), place).ifPresent(parsed::add);
      } else if (split.problem().isEmpty()) {
        place.error(
            "is " + split.words().size() + " words, not one; write each in a string of its own");
      }
    }
    return parsed;
  }

  private Place place(Key key, String value) {
    String subject = "\"" + key.path() + "\" " + TomlTypes.show(value);
    return new Place(problems, written.line(key), subject);
  }
}
