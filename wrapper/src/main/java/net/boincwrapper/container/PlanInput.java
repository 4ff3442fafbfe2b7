package net.boincwrapper.container;

import net.boincwrapper.container.Engine.EngineInfo;
import net.boincwrapper.container.Engine.ImageInfo;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.SlotLayout;

/**
 * What a container is planned from.
 *
 * @param userId effective user of this process
 * @param groupId effective group of this process
 * @param resumed whether the app finds checkpoint files ({@code BOINC_RESUMED})
 * @param attempt number of this start, from 1 ({@code BOINC_ATTEMPT})
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
    int attempt) {}
