package net.boincwrapper.engine.program;

/**
 * The beginning of a file in a container.
 *
 * @param path in the container, links followed
 * @param mode as Go's {@code os.FileMode} has it: permission bits, and high bits for what is no
 *     plain file
 * @param bytes its whole length
 * @param head its first bytes, at most {@code DockerFiles#HEAD}
 */
public record ContainerFile(String path, long mode, long bytes, byte[] head) {
  private static final long DIRECTORY = 1L << 31;

  /** Whoever may run it: the bits of user, group and others. */
  private static final int ANY_EXECUTE_BIT = 0111;

  public boolean isDirectory() {
    return (mode & DIRECTORY) != 0;
  }

  public boolean isExecutable() {
    return (mode & ANY_EXECUTE_BIT) != 0;
  }
}
