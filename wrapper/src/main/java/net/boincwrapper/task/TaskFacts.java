package net.boincwrapper.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.GpuChoice;
import net.boincwrapper.plan.GpuOffer;
import net.boincwrapper.plan.TaskArguments;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyCheck;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.watch.CheckpointSet;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** What a task learns about itself in the course of its life. Belongs to the loop's thread. */
final class TaskFacts {
  private InitData init;
  private Optional<Job> job = Optional.empty();
  private HostPolicy policy = HostPolicy.DEFAULT;
  private Optional<CheckpointSet> declaredFiles = Optional.empty();
  private Optional<KnownLinks> links = Optional.empty();
  private Optional<EngineInfo> engine = Optional.empty();
  private Optional<ImageInfo> image = Optional.empty();
  private Optional<Instant> stopRequestedAt = Optional.empty();
  private Optional<Stopwatch> sinceStopRequest = Optional.empty();
  private OptionalDouble quotaPercent = OptionalDouble.empty();
  private boolean unlimited;
  private boolean slotIsOurs;
  private boolean getsOn;
  private boolean resumed;

  TaskFacts(InitData init) {
    this.init = init;
  }

  InitData init() {
    return init;
  }

  void learn(InitData newer) {
    init = newer;
  }

  /**
   * @param declared the job's checkpoint files
   */
  void learn(Job read, CheckpointSet declared) {
    job = Optional.of(read);
    declaredFiles = Optional.of(declared);
  }

  /**
   * What the owner of the host allows; a job that has been read already is within it from now on.
   */
  void learn(HostPolicy allowed) {
    policy = allowed;
  }

  /** What the owner of the host allows this project. */
  HostPolicy policy() {
    return policy;
  }

  /** The job as its author wrote it, whatever the policy says. */
  Job jobAsWritten() {
    return job.orElseThrow(() -> new IllegalStateException("the job has not been read"));
  }

  /** The job's checkpoint files; may be used in any thread. */
  CheckpointSet declaredFiles() {
    return declaredFiles.orElseThrow(() -> new IllegalStateException("the job has not been read"));
  }

  void learn(KnownLinks recorded) {
    links = Optional.of(recorded);
  }

  /**
   * The client's links, as they were before an app could change them; may be used in any thread.
   */
  KnownLinks links() {
    return links.orElseThrow(() -> new IllegalStateException("the links have not been read"));
  }

  boolean knowsLinks() {
    return links.isPresent();
  }

  void learn(EngineInfo answered) {
    engine = Optional.of(answered);
  }

  void learn(ImageInfo obtained) {
    image = Optional.of(obtained);
  }

  /** Our container has the CPU quota that the volunteer's present limit asks for. */
  void quotaIsAsPlanned() {
    quotaIsFor(init.cpuUsageLimitPercent());
  }

  /** Our container has the CPU quota that a limit of this many per cent asks for. */
  void quotaIsFor(double limitPercent) {
    quotaPercent = OptionalDouble.of(limitPercent);
  }

  /** Whether no quota of our container is in force, whatever was planned. */
  void unlimited(boolean now) {
    unlimited = now;
  }

  boolean unlimited() {
    return unlimited;
  }

  /** Whether, as far as we know, the container's quota is not that of the volunteer's limit. */
  boolean quotaIsOutdated() {
    return !quotaPercent.equals(OptionalDouble.of(init.cpuUsageLimitPercent()));
  }

  /** The volunteer's limit in per cent, if the container's quota enforces it for the client. */
  OptionalDouble limitByQuota() {
    double limit = init.cpuUsageLimitPercent();
    return limit < 100 && !unlimited && !quotaIsOutdated()
        ? OptionalDouble.of(limit)
        : OptionalDouble.empty();
  }

  /** The task has made progress. Returns whether for the first time. */
  boolean getsOn() {
    boolean before = getsOn;
    getsOn = true;
    return !before;
  }

  void slotIsOurs() {
    slotIsOurs = true;
  }

  /** Whether we hold the slot's lock; without it, we write nothing but a temporary-exit file. */
  boolean holdsSlot() {
    return slotIsOurs;
  }

  /** Whether the engine has answered. */
  boolean knowsEngine() {
    return engine.isPresent();
  }

  void resumed(boolean now) {
    resumed = now;
  }

  /** Whether the app will find checkpoint files from an earlier start. */
  boolean resumed() {
    return resumed;
  }

  /** Somebody wants us to leave. Only the first time counts. */
  void stopRequested(HostClock clock) {
    if (stopRequestedAt.isEmpty()) {
      stopRequestedAt = Optional.of(clock.now());
      sinceStopRequest = Optional.of(Stopwatch.started(clock));
    }
  }

  /**
   * Whether a stop was requested at least this long ago, not counting time in which the host slept.
   */
  boolean stopRequestedFor(Duration time) {
    return sinceStopRequest.isPresent() && sinceStopRequest.get().hasPassed(time);
  }

  /** The job within the policy. */
  Job job() {
    return policy.isDefault() ? jobAsWritten() : PolicyCheck.governed(jobAsWritten(), policy);
  }

  boolean knowsJob() {
    return job.isPresent();
  }

  EngineInfo engine() {
    return engine.orElseThrow(() -> new IllegalStateException("the engine has not answered"));
  }

  /** What engine and host can give of the GPU that the client assigned. */
  GpuOffer gpuOffer(TaskArguments arguments, SlotLayout slot) {
    return GpuChoice.offer(job(), init, arguments, engine(), slot);
  }

  ImageInfo image() {
    return image.orElseThrow(() -> new IllegalStateException("the image has not been obtained"));
  }

  /** When the first stop request came. */
  Optional<Instant> stopRequestedAt() {
    return stopRequestedAt;
  }
}
