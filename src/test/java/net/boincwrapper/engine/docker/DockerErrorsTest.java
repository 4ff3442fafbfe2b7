package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.http.UnixCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerErrorsTest {

  @TempDir Path directory;

  private EngineException of(Exception e) throws IOException {
    Path socket = directory.resolve("engine.sock");
    Files.writeString(socket, "");
    return new DockerErrors(socket).of("starting container c1", e);
  }

  @ParameterizedTest
  @CsvSource({
    "400, FINAL",
    "401, FINAL",
    "403, FINAL",
    "405, FINAL",
    "413, FINAL",
    "404, NOT_FOUND",
    "408, RETRYABLE",
    "409, RETRYABLE",
    "429, RETRYABLE",
    "500, RETRYABLE",
    "503, RETRYABLE"
  })
  void aRefusalIsJudgedByItsStatus(int status, Kind kind) throws IOException {
    EngineException e = of(new DockerException("{\"message\":\"no such image\"}\n", status));

    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e)
        .hasMessageContaining("starting container c1")
        .hasMessageContaining("engine.sock")
        .hasMessageEndingWith("(" + status + "): no such image");
  }

  @Test
  void theWordsOfARefusalDoNotMatter() throws IOException {
    assertThat(of(new ConflictException("404 not found: no such container")).kind())
        .isEqualTo(Kind.RETRYABLE);
    assertThat(of(new NotFoundException("<html>\nnot JSON</html>")))
        .hasMessageEndingWith("<html> not JSON</html>");
  }

  @Test
  void aLongComplaintIsShortened() throws IOException {
    assertThat(of(new DockerException("x".repeat(10_000), 500)).getMessage()).hasSizeLessThan(900);
  }

  @Test
  void anEngineThatHangsIsUnreachable() throws IOException {
    EngineException e =
        of(new UncheckedIOException(new SocketTimeoutException("no answer within 60.0 s")));

    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(e).hasMessageContaining("hangs: no answer within 60.0 s");
  }

  @Test
  void aBrokenAnswerIsUnreachableHoweverDeepItIsWrapped() throws IOException {
    Exception e =
        new RuntimeException(new RuntimeException(new EOFException("ends 5 bytes early")));

    assertThat(of(e).kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(of(e).worthRetry()).isTrue();
  }

  @Test
  void whatIsNoEngineIsSaidToBeNone() throws IOException {
    assertThat(of(new ProtocolException("not an HTTP answer: SSH-2.0")))
        .hasMessageContaining("does not speak an engine's protocol: not an HTTP answer: SSH-2.0");
  }

  @Test
  void noSocketAtAllIsSaidWithWhatToDo() {
    EngineException e =
        new DockerErrors(directory.resolve("gone.sock")).of("listing", new IOException("refused"));

    assertThat(e)
        .hasMessage(
            "listing: there is no engine at %s; start it, or name its socket in DOCKER_HOST",
            directory.resolve("gone.sock"));
  }

  @Test
  void givingUpIsNoFailureOfTheEngine() throws IOException {
    assertThat(of(new UnixCall.CancelledException()).kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void whatWeCannotReadIsNotTheEnginesFault() throws IOException {
    EngineException e =
        of(new HttpRequest.UnreadableBodyException(new IOException("Dockerfile: gone")));

    assertThat(e.kind()).isEqualTo(Kind.FINAL);
    assertThat(e).hasMessageContaining("Dockerfile: gone");
  }

  @Test
  void ourOwnErrorsAreNotBlamedOnTheEngine() throws IOException {
    assertThat(of(new IllegalStateException("oops")))
        .hasMessageContaining("docker-wrapper's own")
        .extracting(EngineException::kind)
        .isEqualTo(Kind.FINAL);
  }
}
