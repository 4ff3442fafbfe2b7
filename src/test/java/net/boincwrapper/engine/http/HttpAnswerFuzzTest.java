package net.boincwrapper.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpAnswerFuzzTest {
  private static final HttpRequest REQUEST = HttpRequest.get("/info");
  private static final long MOST_BYTES = 64 << 10;

  @FuzzTest
  void isReadWithinItsBoundsOrIsRefused(byte[] content) throws Exception {
    Optional<byte[]> body = Cost.bounded(content.length, () -> body(content));

    if (body.isPresent()) {
      assertThat(body.get()).hasSizeLessThanOrEqualTo((int) MOST_BYTES);
      assertThat(inChunks(body.get())).isEqualTo(body.get());
    }
  }

  private static Optional<byte[]> body(byte[] content) {
    InputStream in = new ByteArrayInputStream(content);
    try {
      HttpHead head = HttpHead.read(in);
      assertThat(head.status()).isBetween(200, 999);
      return Optional.of(HttpBodies.of(REQUEST, head, in, MOST_BYTES).readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] inChunks(byte[] body) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.write(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    ChunkedOutput chunks = new ChunkedOutput(sent);
    chunks.write(body);
    chunks.finish();
    InputStream in = new ByteArrayInputStream(sent.toByteArray());
    return HttpBodies.of(REQUEST, HttpHead.read(in), in, MOST_BYTES).readAllBytes();
  }
}
