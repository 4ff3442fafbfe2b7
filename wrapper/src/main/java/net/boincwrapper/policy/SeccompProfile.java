package net.boincwrapper.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.boincwrapper.policy.TrustedFile.Reading;

/** A profile of allowed system calls: as much a part of the policy as host.toml itself. */
public final class SeccompProfile {
  private static final int MOST_BYTES = 1 << 20;

  private SeccompProfile() {}

  /**
   * Its text.
   *
   * @throws IOException it is not there, or somebody else than root may have written it; the
   *     message says so, and what to do
   */
  public static String read(String path) throws IOException {
    Reading reading = TrustedFile.ofRoot(Path.of(path)).read(MOST_BYTES);
    if (reading instanceof Reading.Content content && content.bytes().length <= MOST_BYTES) {
      return new String(content.bytes(), StandardCharsets.UTF_8);
    }
    throw new IOException("the profile of system calls: " + why(reading, path));
  }

  private static String why(Reading reading, String path) {
    if (reading instanceof Reading.Refused refused) {
      return refused.reason();
    }
    return path
        + (reading instanceof Reading.Absent
            ? " is not there; put it there, or take \"seccomp\" out of the policy"
            : " has more than " + MOST_BYTES + " bytes");
  }
}
