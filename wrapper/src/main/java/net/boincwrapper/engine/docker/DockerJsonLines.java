package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;

/** Reads a stream of documents, one a line, as engines send them; lines are bounded. */
final class DockerJsonLines {
  private static final int LINE_BYTES = 1 << 20;

  private final InputStream in;

  DockerJsonLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next document; empty at the end. Blocks until there is one. */
  Optional<JsonNode> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
      } else if (!isBlank(line)) {
        return parse(line);
      } else {
        line.reset();
      }
      if (line.size() > LINE_BYTES) {
        throw new ProtocolException("a line of more than " + LINE_BYTES + " bytes");
      }
    }
    return isBlank(line) ? Optional.empty() : parse(line);
  }

  private Optional<JsonNode> parse(ByteArrayOutputStream line) throws IOException {
    return Optional.of(DockerJson.read(line.toByteArray()));
  }

  private static boolean isBlank(ByteArrayOutputStream line) {
    return line.size() == 0 || (line.size() == 1 && line.toByteArray()[0] == '\r');
  }
}
