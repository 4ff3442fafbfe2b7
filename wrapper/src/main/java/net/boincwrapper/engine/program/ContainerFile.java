package net.boincwrapper.engine.program;

/**
 * The beginning of a file in a container.
 *
 * @param path in the container, links followed
 * @param mode as in Go's {@code os.FileMode}: permission bits, and high bits for what is not a
 *     plain file
 * @param bytes its full length
 * @param head its first bytes, at most {@code DockerFiles#HEAD}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
public record ContainerFile(String path, long mode, long bytes, byte[] head) {
  private static final long DIRECTORY = 1L << 31;

  /** Execute permission for anybody: user, group or others. */
  private static final int ANY_EXECUTE_BIT = 0111;

  public boolean isDirectory() {
    return (mode & DIRECTORY) != 0;
  }

  public boolean isExecutable() {
    return (mode & ANY_EXECUTE_BIT) != 0;
  }
}
