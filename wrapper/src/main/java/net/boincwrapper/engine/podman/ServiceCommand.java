package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What starts the service.
 *
 * <p>Some clients' units make {@code /var/tmp} read-only ({@code ProtectSystem=strict}: bookworm's,
 * and upstream's {@code client/scripts/boinc-client.service.in} until 8.2.15), and that is where
 * Podman writes what it receives (4.3.1 to 5.8: {@code cmd/podman/root.go:persistentPreRunE}) and
 * what it builds. For the former there is {@code TMPDIR}; a build through the service does not look
 * at it ({@code pkg/api/handlers/compat/images_build.go} leaves {@code BigFilesTemporaryDir} empty;
 * tried on 4.3.1). So there {@link ServiceScratch} is mounted in its place: {@code podman unshare}
 * works in the namespaces that all Podmans of this user share.
 */
final class ServiceCommand {
  private static final String VAR_TMP = "/var/tmp";

  /**
   * Unless it has been mounted before, in namespaces that live on. Only a file tells: a directory
   * that was removed meanwhile still says that it can be written, and nothing can be mounted on it.
   */
  private static final String MOUNTED =
      "file=$(mktemp -p /var/tmp 2> /dev/null) && rm \"$file\""
          + " || { umount -l /var/tmp 2> /dev/null; mount --bind \"$0\" /var/tmp; }"
          + " || exit; exec \"$@\"";

  private final ServicePlace place;
  private final ServiceScratch scratch;
  private final Duration idle;

  /**
   * @param idle when it ends without a connection; seconds count
   */
  ServiceCommand(ServicePlace place, ServiceScratch scratch, Duration idle) {
    this.place = place;
    this.scratch = scratch;
    this.idle = idle;
  }

  /**
   * Prepares what it mounts.
   *
   * @param environment of the service
   */
  List<String> of(Path program, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    if (place.user() != 0 && !isWritable(VAR_TMP) && !place.directory().startsWith(VAR_TMP)) {
      command.addAll(List.of(program.toString(), "unshare", "/bin/sh", "-c", MOUNTED));
      command.add(scratch.prepare(environment).toString());
    }
    command.addAll(List.of(program.toString(), "system", "service", "--time=" + idle.toSeconds()));
    command.add(address());
    return command;
  }

  private boolean isWritable(String directory) {
    return Files.isWritable(place.directory().getFileSystem().getPath(directory));
  }

  /** Podman reads it as a URL ({@code cmd/podman/system/service_abi.go:restService}). */
  private String address() {
    try {
      return "unix://" + new URI(null, null, place.socket().toString(), null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
