package net.boincwrapper.image;

import java.util.List;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;

/**
 * Finds out whether the engine's network is there, by asking a registry for something that it
 * cannot have. Any answer, even a refusal, came over the network. Nothing is downloaded, and it
 * works with both Docker and Podman.
 */
final class NetworkProbe {
  /** Nobody has content with this SHA-256. */
  private static final String NO_DIGEST = "@sha256:" + "0".repeat(63) + "1";

  /** For builds from {@code scratch}: the image with which BOINC's client tests the engine. */
  private static final String WELL_KNOWN = "docker.io/library/hello-world";

  private final Engine engine;

  NetworkProbe(Engine engine) {
    this.engine = engine;
  }

  /**
   * Whether a registry answers. Can take as long as the engine's own time-outs.
   *
   * @param bases base images of the build, of whose registries the first is asked
   */
  boolean answers(List<String> bases, ImageAttempt errand) {
    String repository = bases.isEmpty() ? WELL_KNOWN : repository(bases.get(0));
    if (errand.mayNotPull()) {
      return false;
    }
    try {
      engine.pull(repository + NO_DIGEST, line -> {}, errand::mayNotPull);
      return true;
    } catch (EngineException e) {
      return !e.worthRetry() && e.kind() != EngineException.Kind.CANCELLED;
    }
  }

  /** Without tag and digest. */
  static String repository(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    int tag = name.lastIndexOf(':');
    return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
  }
}
