package net.boincwrapper.job.toml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job.CheckpointRules;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;
import net.boincwrapper.job.Job.ExitRules;
import net.boincwrapper.job.Job.ImageRules;
import net.boincwrapper.job.Job.Limits;
import net.boincwrapper.job.Job.ProgressRules;
import net.boincwrapper.job.Job.QuantumNeeds;
import net.boincwrapper.job.Job.RequestRules;
import net.boincwrapper.job.Job.Scratch;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.SignalNames;
import net.boincwrapper.job.SlotPath;
import net.boincwrapper.job.StateMethod;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Resolves each table of {@code job.toml} separately. */
final class TableReaders {
  private static final int MOST_SCRATCH = 16;

  private final Written written;
  private final Problems problems;

  TableReaders(Written written, Problems problems) {
    this.written = written;
    this.problems = problems;
  }

  ImageRules image() {
    Optional<String> archive = file(JobKeys.ARCHIVE);
    Optional<String> digest = written.text(JobKeys.DIGEST);
    if (digest.isPresent() && !digest.get().matches("sha256:[0-9a-f]{64}")) {
      place(JobKeys.DIGEST, digest.get())
          .error("is not a digest; it is sha256: and 64 digits of 0-9 a-f");
      digest = Optional.empty();
    }
    boolean pull = written.textOr(JobKeys.PULL, "missing").equals("missing");
    return new ImageRules(archive, digest, pull);
  }

  CheckpointRules checkpoint() {
    return new CheckpointRules(
        globs(),
        signal(),
        file(JobKeys.REQUEST_FILE),
        Duration.ofSeconds(number(JobKeys.GRACE)),
        number(JobKeys.GENERATIONS),
        written.integer(JobKeys.EXIT_CODE),
        OnQuit.valueOf(written.textOr(JobKeys.ON_QUIT, "auto").toUpperCase(Locale.ROOT)));
  }

  ExitRules exit() {
    Set<Integer> codes = new TreeSet<>(written.integers(JobKeys.RETRY));
    return new ExitRules(
        codes, number(JobKeys.RETRY_LIMIT), Duration.ofSeconds(number(JobKeys.RETRY_DELAY)));
  }

  ProgressRules progress() {
    String file = file(JobKeys.PROGRESS_FILE).orElse(SlotLayout.FRACTION_DONE);
    return new ProgressRules(file, seconds(JobKeys.PROGRESS_TIMEOUT));
  }

  RequestRules requests() {
    List<String> trickles = new ArrayList<>();
    List<String> all = written.texts(JobKeys.TRICKLE_UP);
    for (int i = 0; i < all.size(); i++) {
      String subject = "\"requests.trickle_up\" entry " + TomlTypes.show(all.get(i));
      Place place = new Place(problems, written.line(JobKeys.TRICKLE_UP, i), subject);
      SlotPath.name(all.get(i), place).ifPresent(trickles::add);
    }
    return new RequestRules(trickles, name(JobKeys.COMPLETE), name(JobKeys.TEMPORARY_EXIT));
  }

  private Optional<String> name(Key key) {
    return written.text(key).flatMap(text -> SlotPath.name(text, place(key, text)));
  }

  Limits limits(CreateArgs.Parsed create) {
    int pids = create.pids().orElse(number(JobKeys.PIDS));
    boolean network = create.network().orElse(written.bool(JobKeys.NETWORK));
    return new Limits(
        first(written.size(JobKeys.MEMORY.path()), create.options().memoryBytes()),
        first(written.size(JobKeys.SHM.path()), create.options().shmBytes()),
        pids,
        seconds(JobKeys.TIME),
        network);
  }

  List<Scratch> scratch() {
    List<Scratch> mounts = new ArrayList<>();
    int tables = written.tables(JobKeys.SCRATCH);
    if (tables > MOST_SCRATCH) {
      problems.error(
          written.document().line(JobKeys.SCRATCH),
          "more than " + MOST_SCRATCH + " [[scratch]] tables; one of them may hold directories");
      return mounts;
    }
    for (int i = 0; i < tables; i++) {
      scratch(Names.element(JobKeys.SCRATCH, i)).ifPresent(mounts::add);
    }
    return mounts;
  }

  Optional<QuantumNeeds> quantum() {
    if (!written.document().values().containsKey("quantum")) {
      return Optional.empty();
    }
    int bytes = written.textOr(JobKeys.PRECISION, "double").equals("single") ? 8 : 16;
    return Optional.of(
        new QuantumNeeds(
            written.integer(JobKeys.QUBITS),
            written.text(JobKeys.METHOD).flatMap(StateMethod::named),
            bytes,
            written.integer(JobKeys.DEPTH),
            written.integer(JobKeys.GATES),
            written.size(JobKeys.MEMORY_BASE.path()),
            written.number(JobKeys.STATE_COPIES),
            written.text(JobKeys.CLIFFORD).flatMap(StateMethod::named)));
  }

  private List<String> globs() {
    List<String> globs = new ArrayList<>();
    List<String> all = written.texts(JobKeys.FILES);
    for (int i = 0; i < all.size(); i++) {
      Place place =
          new Place(
              problems,
              written.line(JobKeys.FILES, i),
              "\"checkpoint.files\" entry " + TomlTypes.show(all.get(i)));
      SlotPath.glob(all.get(i), place).ifPresent(globs::add);
    }
    return globs;
  }

  private Optional<String> signal() {
    Optional<String> text = written.text(JobKeys.SIGNAL);
    if (text.isEmpty()) {
      return text;
    }
    Place place = place(JobKeys.SIGNAL, text.get());
    Optional<String> signal = SignalNames.parse(text.get(), place);
    if (signal.filter(SignalNames.UNCATCHABLE::contains).isPresent()) {
      place.error("cannot be caught, so it can ask for nothing; use SIGUSR1");
      return Optional.empty();
    }
    return signal;
  }

  private Optional<Scratch> scratch(String table) {
    Optional<String> path = written.text(Names.within(table, JobKeys.SCRATCH_PATH.name()));
    OptionalLong size = written.size(Names.within(table, JobKeys.SCRATCH_SIZE.name()));
    require(table, JobKeys.SCRATCH_PATH, "path = \"/scratch\"");
    require(table, JobKeys.SCRATCH_SIZE, "size = \"1g\"");
    if (path.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    String exec = Names.within(table, JobKeys.SCRATCH_EXEC.name());
    boolean mayRun = Boolean.TRUE.equals(written.values().get(exec));
    int line = written.document().line(Names.within(table, "path"));
    Place place = new Place(problems, line, "\"scratch.path\" " + TomlTypes.show(path.get()));
    return GuestPath.memoryMountPoint(path.get(), place)
        .map(target -> new Scratch(target, size.getAsLong(), mayRun));
  }

  private void require(String table, Key key, String example) {
    if (!written.mentions(Names.within(table, key.name()))) {
      problems.error(
          written.document().line(table),
          "[[scratch]] has no \"" + key.name() + "\"; write " + example);
    }
  }

  private Optional<String> file(Key key) {
    return written
        .text(key)
        .filter(text -> isPlain(key, text))
        .flatMap(text -> SlotPath.file(text, place(key, text)));
  }

  private boolean isPlain(Key key, String text) {
    if (SlotPath.isGlob(text)) {
      place(key, text).error("is a glob; name one file");
      return false;
    }
    return true;
  }

  private static OptionalLong first(OptionalLong table, OptionalLong option) {
    return table.isPresent() ? table : option;
  }

  private Place place(Key key, String value) {
    String subject = "\"" + key.path() + "\" " + TomlTypes.show(value);
    return new Place(problems, written.line(key), subject);
  }

  private Optional<Duration> seconds(Key key) {
    int seconds = number(key);
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  /** The value of a key that has a default. */
  private int number(Key key) {
    return written.integer(key).orElseThrow();
  }
}
