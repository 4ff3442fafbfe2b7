package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

/** The same bytes as each of the bodies that an engine sends. */
@Timeout(120)
class EngineAnswersFuzzTest {
  private static final int TAIL_BYTES = 100;

  @FuzzTest
  void areReadOrRefused(byte[] content) throws Exception {
    Optional<JsonNode> tree = bounded(content, () -> DockerJson.read(content));
    if (tree.isPresent()) {
      JsonNode written = DockerJson.read(DockerJson.text(tree.get()).getBytes(UTF_8));
      assertThat(DockerJson.text(written)).isEqualTo(DockerJson.text(tree.get()));
      isUnderstood(tree.get());
    }
    bounded(content, () -> lines(content));
    bounded(content, () -> progress(content));
    bounded(content, () -> DockerLogs.tail(new ByteArrayInputStream(content), TAIL_BYTES))
        .ifPresent(tail -> assertThat(tail).hasSizeLessThanOrEqualTo(TAIL_BYTES));
  }

  private static void isUnderstood(JsonNode tree) {
    assertThat(DockerReader.container(tree).status()).isNotNull();
    assertThat(DockerReader.sighting(tree).status()).isNotNull();
    assertThat(DockerReader.image(tree).repoDigests()).isNotNull();
    assertThat(DockerReader.event(tree)).isNotNull();
    DockerReader.exitCode(tree).ifPresent(code -> assertThat(code).isNotNegative());
  }

  private static List<JsonNode> lines(byte[] content) throws IOException {
    DockerJsonLines lines = new DockerJsonLines(new ByteArrayInputStream(content));
    List<JsonNode> read = new ArrayList<>();
    for (Optional<JsonNode> next = lines.next(); next.isPresent(); next = lines.next()) {
      read.add(next.get());
    }
    return read;
  }

  private static DockerProgress progress(byte[] content) throws IOException {
    List<String> told = new ArrayList<>();
    DockerProgress progress = new DockerProgress(told::add);
    progress.follow(new DockerJsonLines(new ByteArrayInputStream(content)));
    assertThat(told).allMatch(line -> line.lines().count() == 1);
    return progress;
  }

  /** Empty where it is refused in the way that is documented. */
  private static <T> Optional<T> bounded(byte[] content, Callable<T> read) throws Exception {
    try {
      return Optional.of(Cost.bounded(content.length, read));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
