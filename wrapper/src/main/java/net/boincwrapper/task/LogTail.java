package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;

/**
 * The end of a container's log goes to stderr.txt before the container is removed. The client sends
 * the last 63 KB of that file ({@code client/app_control.cpp:ACTIVE_TASK::read_stderr_file}): what
 * was quoted since the task last got on, and the lines beside it, is to be in them. So each
 * container that is not the last gets a share of what is left for these.
 */
final class LogTail {
  /** Most bytes of the last container. */
  private static final int LAST = 40 * 1024;

  /** Of all since the task last got on, the last one included. */
  private static final int TOGETHER = 44 * 1024;

  /** Of those before the last. */
  private static final int EARLIER = 16 * 1024;

  /** Ten starts in a row may fail; the last of them still has some hundred bytes. */
  private static final int SHARES = 5;

  /** Less would say nothing. */
  private static final int LEAST = 200;

  private static final byte[] NONE = {};

  private final String id;
  private final byte[] bytes;

  private LogTail(String id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /**
   * Most bytes of a container that is followed by another.
   *
   * @param quoted bytes so far since the task last got on
   */
  static int share(int quoted) {
    int share = Math.max(0, EARLIER - quoted) / SHARES;
    return share < LEAST ? 0 : share;
  }

  /**
   * Most bytes of the last container.
   *
   * @param quoted as for {@link #share}
   */
  static int last(int quoted) {
    return Math.min(LAST, TOGETHER - Math.min(quoted, EARLIER));
  }

  /** Most bytes of the task's next container that goes: to be asked in the loop's thread. */
  static int share(TaskContext task) {
    return task.lease().lost() ? 0 : share(task.memo().memo().quotedBytes());
  }

  /** Removes containers, and returns what they said last. Runs where the engine is called. */
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

  /** As the other, of one container that has been started. */
  static LogTail removing(Engine engine, String id, int most) throws EngineException {
    byte[] bytes = read(engine, id, most);
    engine.remove(id);
    return new LogTail(id, bytes);
  }

  /** A log that cannot be read keeps no container from being removed. */
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

  /** Puts them into stderr.txt; the memo knows with its next change. */
  void say(TaskContext task) {
    if (bytes.length > 0) {
      task.log().quote("the end of what container " + ContainerLife.brief(id) + " said", bytes);
      task.memo().note(memo -> memo.withQuoted(bytes.length));
    }
  }
}
