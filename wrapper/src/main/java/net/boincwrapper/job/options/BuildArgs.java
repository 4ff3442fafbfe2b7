package net.boincwrapper.job.options;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.boincwrapper.job.Job.BuildOptions;
import net.boincwrapper.job.Place;

/** Maps {@code build_args} onto what a job may say about a build. */
public final class BuildArgs {
  private final Place place;
  private final Map<String, String> arguments = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private Optional<String> target = Optional.empty();
  private boolean noCache;

  private BuildArgs(Place place) {
    this.place = place;
  }

  public static BuildOptions parse(String written, Place place) {
    BuildArgs build = new BuildArgs(place);
    new OptionParser("docker build", "the slot is the context", BuildOptionTable.ALL, place)
        .parse(written)
        .forEach(build::option);
    return new BuildOptions(build.arguments, build.labels, build.target, build.noCache);
  }

  private void option(OptionParser.Option option) {
    switch (option.name()) {
      case "build-arg" -> Assignments.variable(option, place, arguments);
      case "label" -> Assignments.label(option, place, labels);
      case "target" -> target = Optional.of(option.value());
      default -> noCache = option.isOn();
    }
  }
}
