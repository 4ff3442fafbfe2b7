package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.engine.EngineException;

/**
 * A process that needs Podman: provides the service, says where or why not, and stays until its
 * standard input ends.
 */
final class ServiceUser {
  private ServiceUser() {}

  /**
   * @param words directory of the service; seconds without a connection after which it ends
   */
  public static void main(String[] words) throws IOException {
    int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    PodmanService service =
        PodmanService.in(
            Path.of(words[0]), System.getenv(), user, Duration.ofSeconds(Long.parseLong(words[1])));
    System.out.println(answer(service));
    System.out.flush();
    System.in.readAllBytes();
  }

  private static String answer(PodmanService service) {
    try {
      return service.provide().map(Path::toString).orElse("no podman");
    } catch (EngineException e) {
      return e.kind() + ": " + e.getMessage();
    }
  }
}
