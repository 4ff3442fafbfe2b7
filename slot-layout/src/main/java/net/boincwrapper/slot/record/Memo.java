package net.boincwrapper.slot.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must survive the wrapper's death, written before the act that it describes.
 *
 * @param resultName the result that this memo speaks of; a memo of another result is void
 * @param containerId the container that was created last
 * @param containerStarted when that container's start was asked for
 * @param asked what was asked of the container last
 * @param askedAt when it was asked; present with {@code asked}
 * @param bootId {@code /proc/sys/kernel/random/boot_id} when the container was started
 * @param engineInstance what tells one run of the engine from the next, or of what its containers
 *     end with; from when the container was last seen alive
 * @param starts starts of a container so far, 0 or more
 * @param startsWithoutProgress starts in a row since the last progress that nobody cut short
 * @param cpuSecondsBefore CPU seconds of all ended containers that count, 0 or more
 * @param wallSecondsBefore running seconds of all ended containers, 0 or more
 * @param retries how often the app's own end was judged worth another try
 * @param postponements postponements in a row since the last progress
 * @param removals how often somebody else removed a container since the last progress
 * @param quotedBytes what containers' logs have put into stderr.txt since the last progress
 * @param sealedGeneration number of the newest sealed checkpoint
 * @param liveFiles how the last container left the declared checkpoint files
 * @param verdict how the end of {@code containerId} was judged, once it was
 * @param rest until when the task is to rest, as long as the client may not know of it
 * @param outcome the task's end, once it is known
 * @param spoilt why the slot cannot be used as it is and is to be emptied, one line; noted before
 *     any evidence of it is removed
 */
public record Memo(
    String resultName,
    Optional<String> containerId,
    Optional<Instant> containerStarted,
    Optional<Asked> asked,
    Optional<Instant> askedAt,
    String bootId,
    String engineInstance,
    int starts,
    int startsWithoutProgress,
    double cpuSecondsBefore,
    double wallSecondsBefore,
    int retries,
    int postponements,
    int removals,
    int quotedBytes,
    OptionalInt sealedGeneration,
    LiveFiles liveFiles,
    Optional<Verdict> verdict,
    Optional<Rest> rest,
    Optional<Outcome> outcome,
    Optional<String> spoilt) {

  public Memo {
    if (asked.isPresent() != askedAt.isPresent()) {
      throw new IllegalArgumentException("asked and askedAt are present together or not at all");
    }
    notNegative("starts", starts);
    notNegative("startsWithoutProgress", startsWithoutProgress);
    notNegative("cpuSecondsBefore", cpuSecondsBefore);
    notNegative("wallSecondsBefore", wallSecondsBefore);
    notNegative("retries", retries);
    notNegative("postponements", postponements);
    notNegative("removals", removals);
    notNegative("quotedBytes", quotedBytes);
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be 0 or more");
    }
  }

  /** What we asked a container to do that ends it, or nearly does. */
  public enum Asked {
    STOP,
    KILL,
    PAUSE
  }

  /** The state of the declared checkpoint files in the slot, valid as long as the host is up. */
  public enum LiveFiles {
    /** A container may have been writing them when it ended, or may be writing them now. */
    UNKNOWN,
    /** The app ended without being killed: they are as it wanted to leave them. */
    WHOLE,
    /** They are what {@code sealedGeneration} holds, and no container has run since. */
    SEALED
  }

  /**
   * How one end of one container was judged.
   *
   * @param containerId the container
   * @param startedAt the start that this end belongs to
   * @param kind the judgement
   * @param reason one line for people
   */
  public record Verdict(String containerId, Instant startedAt, Kind kind, String reason) {
    /** What follows from the end. */
    public enum Kind {
      /** Start again from the checkpoint; costs the app nothing. */
      AGAIN,
      /** Try again later. */
      LATER,
      /** The task is over. */
      OUTCOME
    }
  }

  /**
   * The app, or its job, wants the task to go on later.
   *
   * @param since when that was found out
   * @param length from then on, 0 or more
   * @param reason one line for people
   */
  public record Rest(Instant since, Duration length, String reason) {
    public Rest {
      notNegative("length", (double) length.toSeconds());
    }

    /** What is left of it; zero once it is over, and if the clock was set back to before it. */
    public Duration left(Instant now) {
      if (now.isBefore(since)) {
        return Duration.ZERO;
      }
      Duration left = length.minus(Duration.between(since, now));
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /**
   * The end of the task.
   *
   * @param status exit status to report, 0 to 255
   * @param message one line for people; empty where the status says it all
   */
  public record Outcome(int status, String message) {
    public Outcome {
      if (status < 0 || status > 255) {
        throw new IllegalArgumentException("exit status " + status + " is not in 0..255");
      }
    }
  }

  /** The memo of a task that has done nothing yet. */
  public static Memo initial(String resultName) {
    return new Memo(
        resultName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        OptionalInt.empty(),
        LiveFiles.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A container was created: what was known of the one before, its verdict included, is void. */
  public Memo withContainer(String id) {
    Draft draft = withoutContainer().draft();
    draft.containerId = Optional.of(id);
    return draft.memo();
  }

  /** There is no container any more, and nothing was asked of one or judged. */
  public Memo withoutContainer() {
    Draft draft = draft();
    draft.containerId = Optional.empty();
    draft.containerStarted = Optional.empty();
    draft.asked = Optional.empty();
    draft.askedAt = Optional.empty();
    draft.verdict = Optional.empty();
    return draft.memo();
  }

  /** The container is about to be started; counts as a start, without progress so far. */
  public Memo withStart(Instant at, String boot, String engine) {
    Draft draft = draft();
    draft.containerStarted = Optional.of(at);
    draft.bootId = boot;
    draft.engineInstance = engine;
    draft.liveFiles = LiveFiles.UNKNOWN;
    draft.rest = Optional.empty();
    draft.starts++;
    draft.startsWithoutProgress++;
    return draft.memo();
  }

  /** The container is alive, under this run of the engine. */
  public Memo withEngineInstance(String engine) {
    Draft draft = draft();
    draft.engineInstance = engine;
    return draft.memo();
  }

  /** The engine refuses to make a container: counts as a start that got nowhere. */
  public Memo withStartRefused() {
    Draft draft = draft();
    draft.starts++;
    draft.startsWithoutProgress++;
    return draft.memo();
  }

  /** The start ended because somebody wanted us to leave: that it got nowhere means nothing. */
  public Memo withStartForgiven() {
    Draft draft = draft();
    draft.startsWithoutProgress = Math.max(0, startsWithoutProgress - 1);
    return draft.memo();
  }

  /** Somebody else removed the container: that its start got nowhere is nobody's fault. */
  public Memo withRemoval() {
    Draft draft = withoutContainer().draft();
    draft.removals++;
    if (containerStarted.isPresent()) {
      draft.startsWithoutProgress = Math.max(0, startsWithoutProgress - 1);
    }
    return draft.memo();
  }

  /** The container is about to be asked. */
  public Memo withAsked(Asked what, Instant at) {
    Draft draft = draft();
    draft.asked = Optional.of(what);
    draft.askedAt = Optional.of(at);
    return draft.memo();
  }

  /** What was asked is over: a paused container runs again. */
  public Memo withoutAsked() {
    Draft draft = draft();
    draft.asked = Optional.empty();
    draft.askedAt = Optional.empty();
    return draft.memo();
  }

  /** The task made progress: the counts of failures in a row start over. */
  public Memo withProgress() {
    Draft draft = draft();
    draft.startsWithoutProgress = 0;
    draft.postponements = 0;
    draft.removals = 0;
    draft.quotedBytes = 0;
    return draft.memo();
  }

  /** CPU and running seconds of all ended containers that count, this one's predecessors. */
  public Memo withSecondsBefore(double cpuSeconds, double wallSeconds) {
    Draft draft = draft();
    draft.cpuSecondsBefore = cpuSeconds;
    draft.wallSecondsBefore = wallSeconds;
    return draft.memo();
  }

  public Memo withRetries(int count) {
    Draft draft = draft();
    draft.retries = count;
    return draft.memo();
  }

  public Memo withPostponements(int count) {
    Draft draft = draft();
    draft.postponements = count;
    return draft.memo();
  }

  /** Another {@code bytes} bytes of a container's log are in stderr.txt. */
  public Memo withQuoted(int bytes) {
    Draft draft = draft();
    draft.quotedBytes += bytes;
    return draft.memo();
  }

  /** The newest sealed checkpoint, while the app may go on writing. */
  public Memo withSealedGeneration(int generation) {
    Draft draft = draft();
    draft.sealedGeneration = OptionalInt.of(generation);
    return draft.memo();
  }

  /** No container runs, and this is how the last one left the files. */
  public Memo withLiveFiles(LiveFiles state) {
    Draft draft = draft();
    draft.liveFiles = state;
    return draft.memo();
  }

  public Memo withVerdict(Verdict judged) {
    Draft draft = draft();
    draft.verdict = Optional.of(judged);
    return draft.memo();
  }

  /** The task is to rest; the client is about to be told. */
  public Memo withRest(Rest wanted) {
    Draft draft = draft();
    draft.rest = Optional.of(wanted);
    return draft.memo();
  }

  /**
   * An author starts the task once more: what counted against it, or ended it in a failure, is
   * forgotten.
   */
  public Memo withAnotherTry() {
    Draft draft = draft();
    draft.startsWithoutProgress = 0;
    draft.retries = 0;
    draft.postponements = 0;
    draft.rest = Optional.empty();
    draft.outcome = outcome.filter(end -> end.status() == 0);
    return draft.memo();
  }

  /** The client knows, or the rest is over. */
  public Memo withoutRest() {
    Draft draft = draft();
    draft.rest = Optional.empty();
    return draft.memo();
  }

  public Memo withOutcome(Outcome end) {
    Draft draft = draft();
    draft.outcome = Optional.of(end);
    return draft.memo();
  }

  /** The slot is to be emptied, and set up again by the client. */
  public Memo withSpoilt(String why) {
    Draft draft = draft();
    draft.spoilt = Optional.of(why);
    return draft.memo();
  }

  private Draft draft() {
    return new Draft(this);
  }

  /** A memo while it is being changed. */
  private static final class Draft {
    private final String resultName;
    private Optional<String> containerId;
    private Optional<Instant> containerStarted;
    private Optional<Asked> asked;
    private Optional<Instant> askedAt;
    private String bootId;
    private String engineInstance;
    private int starts;
    private int startsWithoutProgress;
    private double cpuSecondsBefore;
    private double wallSecondsBefore;
    private int retries;
    private int postponements;
    private int removals;
    private int quotedBytes;
    private OptionalInt sealedGeneration;
    private LiveFiles liveFiles;
    private Optional<Verdict> verdict;
    private Optional<Rest> rest;
    private Optional<Outcome> outcome;
    private Optional<String> spoilt;

    Draft(Memo memo) {
      resultName = memo.resultName;
      containerId = memo.containerId;
      containerStarted = memo.containerStarted;
      asked = memo.asked;
      askedAt = memo.askedAt;
      bootId = memo.bootId;
      engineInstance = memo.engineInstance;
      starts = memo.starts;
      startsWithoutProgress = memo.startsWithoutProgress;
      cpuSecondsBefore = memo.cpuSecondsBefore;
      wallSecondsBefore = memo.wallSecondsBefore;
      retries = memo.retries;
      postponements = memo.postponements;
      removals = memo.removals;
      quotedBytes = memo.quotedBytes;
      sealedGeneration = memo.sealedGeneration;
      liveFiles = memo.liveFiles;
      verdict = memo.verdict;
      rest = memo.rest;
      outcome = memo.outcome;
      spoilt = memo.spoilt;
    }

    Memo memo() {
      return new Memo(
          resultName,
          containerId,
          containerStarted,
          asked,
          askedAt,
          bootId,
          engineInstance,
          starts,
          startsWithoutProgress,
          cpuSecondsBefore,
          wallSecondsBefore,
          retries,
          postponements,
          removals,
          quotedBytes,
          sealedGeneration,
          liveFiles,
          verdict,
          rest,
          outcome,
          spoilt);
    }
  }
}
