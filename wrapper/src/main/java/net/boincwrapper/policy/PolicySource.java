package net.boincwrapper.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.policy.TrustedFile.Reading;
import net.boincwrapper.toml.SourceText;
import org.jspecify.annotations.Nullable;

/** Where a policy is read from. Each task reads it once, when it starts. */
@FunctionalInterface
public interface PolicySource {
  /** The one place of a host's policy: the BOINC data directory belongs to the client's user. */
  Path HOST = Path.of("/etc/docker-wrapper/host.toml");

  /** Reads the policy; where there is no file, what holds by default. */
  PolicyReader.Outcome read();

  /** The text of an author's own policy; empty: it is the host's, or none, or cannot be read. */
  default Optional<byte[]> authorsOwn() {
    return Optional.empty();
  }

  /** No policy, whatever the host has. */
  static PolicySource none() {
    return () -> new PolicyReader.Outcome(Optional.of(PolicyFile.NONE), List.of());
  }

  /** The same, but read when it is first asked for, and then remembered. */
  static PolicySource once(PolicySource source) {
    return new PolicySource() {
      private PolicyReader.@Nullable Outcome outcome;

      @Override
      public synchronized PolicyReader.Outcome read() {
        if (outcome == null) {
          outcome = source.read();
        }
        return outcome;
      }
    };
  }

  /** The host's policy, if root alone can have written it. */
  static PolicySource ofHost() {
    return () -> trusted(TrustedFile.ofRoot(HOST), HOST.toString());
  }

  /**
   * A policy of an author's own, which can only affect what that author runs. The file is read
   * once, for it may be a pipe.
   */
  static PolicySource ofAuthor(Path file) {
    return AuthorPolicy.read(file);
  }

  private static PolicyReader.Outcome trusted(TrustedFile file, String name) {
    Reading reading = file.read(SourceText.MOST_BYTES);
    if (reading instanceof Reading.Refused refused) {
      return PolicyReader.Outcome.refused(name, refused.reason());
    }
    return reading instanceof Reading.Content content
        ? PolicyReader.read(name, content.bytes())
        : new PolicyReader.Outcome(Optional.of(PolicyFile.NONE), List.of());
  }
}
