package net.boincwrapper.task.judge;

/**
 * What is known about one end of one container.
 *
 * @param exitCode of the main process, 0 to 255
 * @param oomKilled whether the kernel killed one of its processes for using too much memory
 * @param asked whether the memo says that we asked for a stop or a kill before the end
 * @param killEvent whether the engine's events show that it sent the container a signal
 * @param endRemembered whether the engine's events show the end: an engine that has forgotten the
 *     end has also forgotten the signal before it
 * @param lost whether the engine itself did not see the end
 * @param watched whether this process followed the container without a gap up to its end
 * @param boot whether the host has been up since the start
 * @param engine whether the engine has been up since the start
 * @param partedSoonAfter whether a quit or a signal reached us, or the engine was lost, within two
 *     seconds after the end
 */
public record Evidence(
    int exitCode,
    boolean oomKilled,
    boolean asked,
    boolean killEvent,
    boolean endRemembered,
    boolean lost,
    boolean watched,
    Continuity boot,
    Continuity engine,
    boolean partedSoonAfter) {}
