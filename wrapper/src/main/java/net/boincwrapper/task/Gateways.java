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
 * How a task reaches the outside world: the client, its slot, an image, time. {@link TaskRunner}
 * has the real ones; tests use scripted ones. The engine itself is in {@link TaskSetup}.
 *
 * @param executor runs what may block: engine calls and work on files
 * @param proc where procfs is mounted
 */
record Gateways(
    TaskClock clock,
    Executor executor,
    ClientLinks clientLinks,
    SlotLocks slotLocks,
    SlotWatches slotWatches,
    ImageSource images,
    Planning planning,
    JobParser jobParser,
    Path proc) {

  /** Opens the link to the client. */
  @FunctionalInterface
  interface ClientLinks {
    ClientLink open(SlotLayout slot, InitData init) throws IOException;
  }

  /** Tries to take a slot's lock; empty if another process holds it. */
  @FunctionalInterface
  interface SlotLocks {
    Optional<? extends Closeable> tryAcquire(SlotLayout slot) throws SlotException;
  }

  /** Begins to watch a slot. */
  @FunctionalInterface
  interface SlotWatches {
    SlotWatch open(SlotLayout slot, Set<String> names);
  }

  /** Watches names at the top of one slot, and init_data.xml after {@link #guard}. */
  interface SlotWatch {
    /** The watched names that have changed since the last look. */
    Set<String> poll();

    /**
     * From now on, scrubs init_data.xml as soon as it is written.
     *
     * @param news called from any thread when something is created or removed at the slot's top
     * @return whether it will be called
     */
    default boolean guard(Runnable news) {
      return false;
    }

    /** The newest init_data.xml as it was before this scrubbing; returned once. */
    default Optional<byte[]> take() {
      return Optional.empty();
    }

    /** Stops watching. */
    default void close() {}
  }

  /** Obtains an image, like {@link Images#obtain}. */
  @FunctionalInterface
  interface ImageSource {
    Engine.ImageInfo obtain(Engine engine, Images.Wish wish, Images.Surroundings surroundings)
        throws EngineException;
  }

  /** Plans containers and creates the files that they mount. */
  interface Planning {
    Planner.Planned plan(PlanInput input, TaskSetup setup);

    /** Creates what the plan mounts. Can be repeated while no container of the slot runs. */
    void make(PlanInput input) throws IOException, SlotException;
  }

  /** Parses job.toml, like {@link JobReader#read}. */
  @FunctionalInterface
  interface JobParser {
    JobReader.Outcome parse(String name, byte[] content);
  }
}
