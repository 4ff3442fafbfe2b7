package net.boincwrapper.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that is measured, in the order of the report. */
enum Measure {
  LAUNCH("launch: exec to the container's first instruction", Unit.SECONDS),
  FIRST_LAUNCH("the same, the first time on a host", Unit.SECONDS),
  FINISH("finish: the app's last instruction to the wrapper's exit", Unit.SECONDS),
  START_AND_FINISH_CPU("CPU of launch and finish, without the engine's", Unit.CPU_SECONDS),
  SUSPEND("suspend to frozen", Unit.SECONDS),
  RESUME("resume to running", Unit.SECONDS),
  QUIT("quit to exit, of an app that checkpoints in 0.1 s", Unit.SECONDS),
  ABORT("abort to exit", Unit.SECONDS),

  WRAPPER_CPU("CPU of wrapper and children, an hour of task", Unit.CPU_SECONDS, Size.TASKS),
  ENGINE_CPU(
      "CPU of the engine beyond a bare container's, an hour of task", Unit.CPU_SECONDS, Size.TASKS),
  WHOLE_CPU("CPU of both, an hour of task", Unit.CPU_SECONDS, Size.TASKS),
  WAKE_UPS("wake-ups", Unit.PER_SECOND, Size.TASKS),
  RSS("resident memory per wrapper", Unit.MEGABYTES, Size.TASKS),
  PSS("proportional memory per wrapper", Unit.MEGABYTES, Size.TASKS),

  AGED_PSS("proportional memory per wrapper, one of four", Unit.MEGABYTES, Size.AGE),
  AGED_CPU("CPU of wrapper and children since launch", Unit.CPU_SECONDS, Size.AGE),
  AGED_WHOLE_CPU(
      "CPU with the engine's beyond a bare container's, since launch", Unit.CPU_SECONDS, Size.AGE),

  CROWD_LAUNCH("launch, of tasks launched at once", Unit.SECONDS, Size.TASKS),
  CROWD_FINISH("finish, of tasks launched at once", Unit.SECONDS, Size.TASKS),
  CROWD_WHOLE("1 s tasks launched at once, to the last exit", Unit.SECONDS, Size.TASKS),

  SEAL("checkpoint's rename to its sealed copy", Unit.SECONDS, Size.CHECKPOINT),
  SEAL_CPU("CPU of sealing", Unit.CPU_SECONDS, Size.CHECKPOINT),
  SEAL_MEMORY("peak of resident memory while sealing", Unit.MEGABYTES, Size.CHECKPOINT),
  QUIT_WITH_CHECKPOINT("quit to exit, checkpoint sealed before", Unit.SECONDS, Size.CHECKPOINT),
  RESTART("launch that goes on from the checkpoint", Unit.SECONDS, Size.CHECKPOINT),

  LOG_FINISH("finish of an app that has logged", Unit.SECONDS, Size.LOG),
  LOG_CPU("CPU of wrapper and children, whole run", Unit.CPU_SECONDS, Size.LOG),
  LOG_MEMORY("peak of resident memory", Unit.MEGABYTES, Size.LOG),

  PODMAN_LAUNCH(LAUNCH.title, Unit.SECONDS, Size.NONE, Engine.PODMAN),
  PODMAN_FINISH(FINISH.title, Unit.SECONDS, Size.NONE, Engine.PODMAN),
  PODMAN_CPU(
      "CPU of launch and finish, with the service's", Unit.CPU_SECONDS, Size.NONE, Engine.PODMAN),
  SERVICE_PSS("proportional memory of the service", Unit.MEGABYTES, Size.TASKS, Engine.PODMAN),
  PODMAN_PSS(PSS.title, Unit.MEGABYTES, Size.TASKS, Engine.PODMAN);

  /** On which it is measured. Each has tables of its own. */
  enum Engine {
    DOCKER(Optional.empty()),
    PODMAN(Optional.of(Subject.PODMAN_RUN));

    private final Optional<String> reference;

    Engine(Optional<String> reference) {
      this.reference = reference;
    }

    /** Whose figures the others are multiples of, also where nothing is demanded. */
    Optional<String> reference() {
      return reference;
    }
  }

  /** What a figure is a function of. */
  enum Size {
    NONE("", Unit.TASKS),
    TASKS("tasks at once", Unit.TASKS),
    AGE("minutes since launch", Unit.MINUTES),
    CHECKPOINT("size of the checkpoint", Unit.BYTES),
    LOG("size of the log", Unit.BYTES);

    private final String title;
    private final Unit unit;

    Size(String title, Unit unit) {
      this.title = title;
      this.unit = unit;
    }

    String title() {
      return title;
    }

    Unit unit() {
      return unit;
    }
  }

  private final String title;
  private final Unit unit;
  private final Size size;
  private final Engine engine;

  Measure(String title, Unit unit) {
    this(title, unit, Size.NONE);
  }

  Measure(String title, Unit unit, Size size) {
    this(title, unit, size, Engine.DOCKER);
  }

  Measure(String title, Unit unit, Size size, Engine engine) {
    this.title = title;
    this.unit = unit;
    this.size = size;
    this.engine = engine;
  }

  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  Size size() {
    return size;
  }

  Engine engine() {
    return engine;
  }

  /** Its name in the JSON and in file names, such as {@code first-launch}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Measure ofKey(String key) {
    return Arrays.stream(values())
        .filter(measure -> measure.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such measure: " + key));
  }
}
