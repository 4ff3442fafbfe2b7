package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Capabilities;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Reads what holds for all projects, or for one: what a section does not say is inherited. */
final class SectionReader {
  private static final String CPU_LIST = "\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*+";
  private static final String RUNTIME = "[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}";
  private static final double LEAST_CPUS = 0.01;

  private final String file;
  private final Written section;
  private final Problems problems;

  SectionReader(String file, Written section, Problems problems) {
    this.file = file;
    this.section = section;
    this.problems = problems;
  }

  HostPolicy read(HostPolicy base) {
    return new HostPolicy(
        rule(PolicyKeys.ENGINE, base.engine(), word -> Optional.of(kind(word))),
        rule(PolicyKeys.SOCKET, base.socket(), text -> path(PolicyKeys.SOCKET, text)),
        new MountReader(section, this::origin, problems).read(base.mounts()),
        rule(PolicyKeys.NETWORK, base.network(), word -> NetworkRule.valueOf(upper(word))),
        flag(PolicyKeys.LAN_RULES, base.requireLanRules()),
        ceilings(base.ceilings()),
        confinement(base.confinement()),
        images(base.images()),
        rule(PolicyKeys.ON_QUIT, base.onQuit(), word -> OnQuit.valueOf(upper(word))),
        scope());
  }

  private Scope scope() {
    Map<String, Integer> tables = new HashMap<>();
    for (String table :
        List.of(section.section(), Names.within(section.section(), PolicyKeys.LIMITS))) {
      Integer line = section.document().scanned().lines().get(table);
      if (line != null) {
        tables.put(table, line);
      }
    }
    return new Scope(file, section.section(), tables);
  }

  private Ceilings ceilings(Ceilings base) {
    return new Ceilings(
        size(PolicyKeys.MEMORY, base.memory()),
        cpus(base.cpus()),
        section.has(PolicyKeys.PIDS)
            ? new Rule<>(
                OptionalInt.of(section.integer(PolicyKeys.PIDS).orElseThrow()),
                origin(PolicyKeys.PIDS))
            : base.pids(),
        size(PolicyKeys.LAYER, base.layer()));
  }

  private Confinement confinement(Confinement base) {
    return new Confinement(
        rule(PolicyKeys.CPUSET, base.cpuset(), text -> list(PolicyKeys.CPUSET, text)),
        rule(PolicyKeys.NUMA_NODES, base.numaNodes(), text -> list(PolicyKeys.NUMA_NODES, text)),
        flag(PolicyKeys.GPUS, base.gpus()),
        texts(PolicyKeys.CAPABILITIES, base.capabilities(), SectionReader::capability),
        texts(PolicyKeys.DEVICES, base.devices(), SectionReader::device),
        rule(PolicyKeys.SECCOMP, base.seccomp(), text -> path(PolicyKeys.SECCOMP, text)),
        rule(PolicyKeys.RUNTIME, base.runtime(), this::runtime));
  }

  private ImageKeeping images(ImageKeeping base) {
    return new ImageKeeping(
        flag(PolicyKeys.BUILDS, base.builds()),
        section.has(PolicyKeys.IMAGE_BUDGET)
            ? new Rule<>(
                section.size(section.path(PolicyKeys.IMAGE_BUDGET)).orElseThrow(),
                origin(PolicyKeys.IMAGE_BUDGET))
            : base.budget(),
        section.has(PolicyKeys.KEEP_DAYS)
            ? new Rule<>(
                section.integer(PolicyKeys.KEEP_DAYS).orElseThrow(), origin(PolicyKeys.KEEP_DAYS))
            : base.keepDays());
  }

  private Origin origin(Key key) {
    return origin(section.line(key));
  }

  private Origin origin(int line) {
    return new Origin(file, line, section.section());
  }

  /** An empty text says no more than a missing key. */
  private <T> Rule<T> rule(Key key, Rule<T> base, Function<String, T> meaning) {
    return section.text(key).map(text -> new Rule<>(meaning.apply(text), origin(key))).orElse(base);
  }

  private Rule<Boolean> flag(Key key, Rule<Boolean> base) {
    return section.has(key) ? new Rule<>(section.bool(key), origin(key)) : base;
  }

  private Rule<OptionalLong> size(Key key, Rule<OptionalLong> base) {
    OptionalLong size = section.size(section.path(key));
    return size.isPresent() ? new Rule<>(size, origin(key)) : base;
  }

  private Rule<Optional<Double>> cpus(Rule<Optional<Double>> base) {
    OptionalDouble cpus = section.number(PolicyKeys.CPUS);
    if (cpus.isPresent() && cpus.getAsDouble() < LEAST_CPUS) {
      place(PolicyKeys.CPUS, cpus.getAsDouble()).error("is less than " + LEAST_CPUS);
      return base;
    }
    return cpus.isPresent()
        ? new Rule<>(Optional.of(cpus.getAsDouble()), origin(PolicyKeys.CPUS))
        : base;
  }

  private Rule<List<String>> texts(
      Key key, Rule<List<String>> base, BiFunction<String, Place, Optional<String>> meaning) {
    if (!section.has(key)) {
      return base;
    }
    List<String> values = new ArrayList<>();
    List<String> written = section.texts(key);
    for (int i = 0; i < written.size(); i++) {
      Place place =
          new Place(
              problems,
              section.line(key, i),
              "\"" + section.path(key) + "\" entry " + TomlTypes.show(written.get(i)));
      meaning.apply(written.get(i), place).ifPresent(values::add);
    }
    return new Rule<>(List.copyOf(values), origin(key));
  }

  private static Optional<String> capability(String written, Place place) {
    String plain = Capabilities.plain(written);
    if (Capabilities.isKnown(plain)) {
      return Optional.of(plain);
    }
    place.error("is no capability of Linux" + Capabilities.hint(plain));
    return Optional.empty();
  }

  private static Optional<String> device(String written, Place place) {
    Optional<String> path = GuestPath.parse(written, place);
    if (path.isPresent() && !path.get().startsWith("/dev/")) {
      place.error("is no device; name one below /dev, such as /dev/fuse");
      return Optional.empty();
    }
    return path;
  }

  private Optional<String> path(Key key, String text) {
    return GuestPath.parse(text, place(key, text));
  }

  private Optional<String> list(Key key, String text) {
    if (!text.matches(CPU_LIST)) {
      place(key, text).error("is no list of numbers; write it as \"0-3,8\"");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Optional<String> runtime(String text) {
    if (!text.matches(RUNTIME)) {
      place(PolicyKeys.RUNTIME, text)
          .error("is no name of a runtime; write the one that the engine knows it by");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Place place(Key key, Object value) {
    return new Place(
        problems, section.line(key), "\"" + section.path(key) + "\" " + TomlTypes.show(value));
  }

  private static Engine.Kind kind(String word) {
    return Engine.Kind.valueOf(upper(word));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
