package net.boincwrapper.plan;

import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.job.Job;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;

/**
 * What a container is planned from.
 *
 * @param userId effective user of this process
 * @param groupId effective group of this process
 * @param resumed whether the app finds checkpoint files ({@code BOINC_RESUMED})
 * @param attempt number of this start, from 1 ({@code BOINC_ATTEMPT})
 * @param policy what the owner of the host allows; the job need not be within it yet
 */
public record PlanInput(
    Job job,
    InitData init,
    SlotLayout slot,
    ImageInfo image,
    EngineInfo engine,
    TaskArguments arguments,
    int userId,
    int groupId,
    boolean resumed,
    int attempt,
    HostPolicy policy) {

  /** On a host whose owner has decided nothing. */
  public PlanInput(
      Job job,
      InitData init,
      SlotLayout slot,
      ImageInfo image,
      EngineInfo engine,
      TaskArguments arguments,
      int userId,
      int groupId,
      boolean resumed,
      int attempt) {
    this(
        job,
        init,
        slot,
        image,
        engine,
        arguments,
        userId,
        groupId,
        resumed,
        attempt,
        HostPolicy.DEFAULT);
  }

  /** The same, but for another job on another host. */
  PlanInput with(Job otherJob, HostPolicy otherPolicy) {
    return new PlanInput(
        otherJob,
        init,
        slot,
        image,
        engine,
        arguments,
        userId,
        groupId,
        resumed,
        attempt,
        otherPolicy);
  }
}
