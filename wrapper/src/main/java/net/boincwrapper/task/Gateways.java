package net.boincwrapper.task;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Images;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.plan.PlanInput;
import net.boincwrapper.plan.Planner;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.turn.TaskClock;

/**
 * Where a task touches the world, so that tests can put theirs in its place.
 *
 * @param executor runs calls to the engine
 * @param proc where procfs is mounted
 */
record Gateways(
    TaskClock clock,
    Executor executor,
    Links links,
    Locks locks,
    SlotWatches slotWatches,
    ImageSource images,
    Planning planning,
    Jobs jobs,
    Path proc) {

  /** Opens the link to the client. */
  @FunctionalInterface
  interface Links {
    ClientLink open(SlotLayout slot, InitData init) throws IOException;
  }

  /** Tries to take a slot's lock; empty where another holds it. */
  @FunctionalInterface
  interface Locks {
    Optional<? extends Closeable> tryAcquire(SlotLayout slot) throws SlotException;
  }

  /** Begins to watch names in the slot. */
  @FunctionalInterface
  interface SlotWatches {
    SlotWatch open(SlotLayout slot, Set<String> names);
  }

  /** The names that have changed since the last look. */
  @FunctionalInterface
  interface SlotWatch {
    Set<String> poll();

    /**
     * Begins to scrub init_data.xml as soon as it is written.
     *
     * @param news called from any thread when something was made or removed at the slot's top
     * @return whether it will be called
     */
    default boolean guard(Runnable news) {
      return false;
    }

    /** The newest init_data.xml as it was before it was scrubbed so; given once. */
    default Optional<byte[]> take() {
      return Optional.empty();
    }

    /** Looks no more. */
    default void close() {}
  }

  /** Obtains an image; as {@link Images#obtain}. */
  @FunctionalInterface
  interface ImageSource {
    Engine.ImageInfo obtain(Engine engine, Images.Wish wish, Images.Surroundings surroundings)
        throws EngineException;
  }

  /** Plans a container, and makes the files that a plan mounts. */
  interface Planning {
    Planner.Planned plan(PlanInput input, TaskSetup setup);

    /** Makes what the plan mounts. Can be repeated, while no container of the slot runs. */
    void make(PlanInput input) throws IOException, SlotException;
  }

  /** Reads a job; as {@link JobReader#read}. */
  @FunctionalInterface
  interface Jobs {
    JobReader.Outcome read(String name, byte[] content);
  }
}
