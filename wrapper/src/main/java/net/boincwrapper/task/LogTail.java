package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;

/**
 * The end of a container's log goes to stderr.txt before the container is removed. The client sends
 * the last 63 KB of that file ({@code client/app_control.cpp:ACTIVE_TASK::read_stderr_file}), which
 * should hold everything quoted since the task last made progress, and our own lines between. So
 * each container that is not the last gets a share of what is left for such containers.
 */
final class LogTail {
  /** The most bytes to quote from the last container. */
  private static final int LAST = 40 * 1024;

  /** From all containers since the task last made progress, including the last. */
  private static final int TOGETHER = 44 * 1024;

  /** From those before the last. */
  private static final int EARLIER = 16 * 1024;

  /** Ten starts in a row may fail; even the last of them still gets a few hundred bytes. */
  private static final int SHARES = 5;

  /** Fewer bytes would tell nothing. */
  private static final int LEAST = 200;

  private static final byte[] NONE = {};

  private final String id;
  private final byte[] bytes;

  private LogTail(String id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /**
   * The most bytes to quote from a container that is followed by another.
   *
   * @param quoted bytes quoted so far since the task last made progress
   */
  static int share(int quoted) {
    int share = Math.max(0, EARLIER - quoted) / SHARES;
    return share < LEAST ? 0 : share;
  }

  /**
   * The most bytes to quote from the last container.
   *
   * @param quoted as for {@link #share}
   */
  static int last(int quoted) {
    return Math.min(LAST, TOGETHER - Math.min(quoted, EARLIER));
  }

  /** The most bytes to quote from the task's container that goes next; for the loop's thread. */
  static int share(TaskContext task) {
    return task.lease().lost() ? 0 : share(task.memo().memo().quotedBytes());
  }

  /** Removes containers and returns what they said last. Runs in the thread of an engine call. */
  static List<LogTail> removing(Engine engine, List<ContainerInfo> containers, int most)
      throws EngineException {
    List<LogTail> tails = new ArrayList<>();
    for (ContainerInfo container : containers) {
      int each = most / containers.size();
      boolean spoke = container.status() != Engine.ContainerStatus.CREATED;
      tails.add(new LogTail(container.id(), spoke ? read(engine, container.id(), each) : NONE));
      engine.remove(container.id());
    }
    return tails;
  }

  /** Like the other, for one container that was started. */
  static LogTail removing(Engine engine, String id, int most) throws EngineException {
    byte[] bytes = read(engine, id, most);
    engine.remove(id);
    return new LogTail(id, bytes);
  }

  /** If a log cannot be read, the container is removed all the same. */
  private static byte[] read(Engine engine, String id, int most) throws EngineException {
    try {
      return most > 0 ? engine.logTail(id, most) : NONE;
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.UNREACHABLE) {
        throw e;
      }
      return NONE;
    }
  }

  /** Quotes them in stderr.txt; the memo's next change writes how many. */
  void say(TaskContext task) {
    if (bytes.length > 0) {
      task.log().quote("what container " + ContainerLife.brief(id) + " said last", bytes);
      task.memo().note(memo -> memo.withQuoted(bytes.length));
    }
  }
}
