package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read and written as by Jackson's own mapper, which starts too slowly for a task. */
class DockerJsonTest {
  private static final String DOCUMENT =
      """
      {"Id": "c1", "State": {"Pid": 42, "OOMKilled": false, "Error": null, "Empty": {}},
       "Memory": 12345678901, "Most": 9223372036854775807, "Least": -2147483648,
       "Huge": 123456789012345678901234567890, "Load": -0.5e3,
       "Names": ["/ä", "\\u0000\\"\\n", [], true]}
      """;

  private static final EOFException EARLY = new EOFException("the answer ends early");

  private static JsonNode read(String text) throws IOException {
    return DockerJson.read(text.getBytes(UTF_8));
  }

  @Test
  void readsWhatTheMapperReads() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(DOCUMENT);
    assertThat(read(DOCUMENT)).isEqualTo(expected);
    assertThat(DockerJson.read(new ByteArrayInputStream(DOCUMENT.getBytes(UTF_8))))
        .isEqualTo(expected);
  }

  @Test
  void writesWhatTheMapperReads() throws IOException {
    JsonNode document = new ObjectMapper().readTree(DOCUMENT);
    assertThat(new ObjectMapper().readTree(DockerJson.bytes(document))).isEqualTo(document);
    assertThat(DockerJson.text(DockerJson.object(Map.of("a", "ü")))).isEqualTo("{\"a\":\"ü\"}");
    assertThat(DockerJson.text(DockerJson.array(List.of()))).isEqualTo("[]");
  }

  @Test
  void aNumberThatNothingCanHoldIsNoNumber() {
    assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read("[1e999]"));
  }

  @Test
  void nothingIsAMissingDocument() throws IOException {
    assertThat(read(" \n").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1,",
        "{\"a\"}",
        "nonsense",
        "{\"a\":1]",
        "\"open",
        "{'a': 1}",
        "[1;2]",
        "[NaN]"
      })
  void anythingElseIsAnError(String text) {
    assertThatIOException().isThrownBy(() -> read(text));
  }

  @Test
  void whatIsWrongIsToldInOneLine() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> read("{\"a\" 1}"))
        .withMessageMatching("no JSON: .* line 1 column \\d+ path \\$\\.a")
        .withCauseInstanceOf(MalformedJsonException.class);
  }

  /** As of an engine that goes away: nothing that was said is not "nothing". */
  @Test
  void anAnswerThatBreaksOffIsAnError() {
    for (String begin : List.of("", " ", "{\"a\"")) {
      InputStream broken =
          new SequenceInputStream(
              new ByteArrayInputStream(begin.getBytes(UTF_8)), new BrokenInputStream(() -> EARLY));
      assertThatIOException().isThrownBy(() -> DockerJson.read(broken)).isEqualTo(EARLY);
    }
  }

  @Test
  void whatIsTooDeepForASmallStackIsAnError() {
    assertThatIOException().isThrownBy(() -> read("[".repeat(5000) + "]".repeat(5000)));
  }
}
