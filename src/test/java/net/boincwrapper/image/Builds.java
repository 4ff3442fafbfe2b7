package net.boincwrapper.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.StepMark;
import net.boincwrapper.slot.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds for tests of the engine. */
public final class Builds {
  private Builds() {}

  /** A build of a context that holds nothing but the Dockerfile. */
  public static Engine.BuildRequest request(String tag, String dockerfile) {
    return request(tag, dockerfile, true);
  }

  /** The same, with the steps that an earlier one has done. */
  public static Engine.BuildRequest cached(String tag, String dockerfile) {
    return request(tag, dockerfile, false);
  }

  private static Engine.BuildRequest request(String tag, String dockerfile, boolean noCache) {
    return new Engine.BuildRequest(
        out -> writeTar(out, dockerfile),
        "Containerfile",
        tag,
        Map.of(),
        Map.of("net.boincwrapper.test", "yes"),
        Optional.empty(),
        noCache,
        512L << 20,
        1.5,
        StepMark.of(Sha256.hex(tag).substring(0, 32), Set.of()));
  }

  private static void writeTar(OutputStream out, String dockerfile) throws IOException {
    byte[] bytes = dockerfile.getBytes(UTF_8);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    TarArchiveEntry entry = new TarArchiveEntry("Containerfile");
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
    tar.finish();
  }
}
