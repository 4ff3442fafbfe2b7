package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.FakeHttpServer;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.http.UnixCall;
import net.boincwrapper.engine.http.Watchdog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnixSocketTransportTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @TempDir Path directory;

  private String get(FakeHttpServer server) throws IOException {
    return get(server, CallLimits.call(LONG));
  }

  private String get(FakeHttpServer server, CallLimits limits) throws IOException {
    UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
    try (HttpAnswer answer = transport.exchange(HttpRequest.get("/x"), limits, null)) {
      return new String(answer.body().readAllBytes(), UTF_8);
    }
  }

  @Test
  void aBodyOfKnownLengthIsReadToItsLength() throws IOException {
    try (var server =
        FakeHttpServer.answering(directory, OK + "content-length: 5\r\n\r\nhello and more")) {
      assertThat(get(server)).isEqualTo("hello");
    }
  }

  @Test
  void aBodyInChunksIsPutTogether() throws IOException {
    String chunks = "4;name=value\r\nhell\r\nA\r\no, engine!\r\n0\r\nTrailer: x\r\n\r\n";
    try (var server =
        FakeHttpServer.answering(directory, OK + "Transfer-Encoding: chunked\r\n\r\n" + chunks)) {
      assertThat(get(server)).isEqualTo("hello, engine!");
    }
  }

  @Test
  void aBodyWithoutLengthEndsWithTheConnection() throws IOException {
    try (var server = FakeHttpServer.answering(directory, OK + "\r\nuntil the end")) {
      assertThat(get(server)).isEqualTo("until the end");
    }
  }

  @Test
  void anInterimAnswerIsPassedOver() throws IOException {
    try (var server =
        FakeHttpServer.answering(
            directory, "HTTP/1.1 100 Continue\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nok")) {
      assertThat(get(server)).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void someAnswersHaveNoBody(int status) throws IOException {
    try (var server = FakeHttpServer.answering(directory, "HTTP/1.1 " + status + " x\r\n\r\n")) {
      assertThat(get(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n"
      })
  void garbageIsAProtocolError(String answer) throws IOException {
    try (var server = FakeHttpServer.answering(directory, answer)) {
      assertThatThrownBy(() -> get(server)).isInstanceOf(ProtocolException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void anAnswerThatBreaksOffDoesNotLookComplete(String answer) throws IOException {
    try (var server = FakeHttpServer.answering(directory, answer)) {
      assertThatThrownBy(() -> get(server)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void anEndlessHeadIsCutOff() throws IOException {
    try (var server = endless(OK, "X: " + "y".repeat(1000) + "\r\n")) {
      assertThatThrownBy(() -> get(server))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("head is too long");
    }
  }

  @Test
  void anEndlessLineOfAHeadIsCutOff() throws IOException {
    try (var server = endless("", "x".repeat(1000))) {
      assertThatThrownBy(() -> get(server)).hasMessageContaining("head is too long");
    }
  }

  @Test
  void anEndlessDocumentIsCutOff() throws IOException {
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    try (var server = endless(OK + "Transfer-Encoding: chunked\r\n\r\n", chunk)) {
      assertThatThrownBy(() -> get(server)).hasMessageContaining("longer than 4194304 bytes");
    }
  }

  @Test
  void anEndlessChunkIsCutOff() throws IOException {
    String head = OK + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n";
    try (var server = endless(head, "x".repeat(10_000))) {
      assertThatThrownBy(() -> get(server)).hasMessageContaining("longer than 4194304 bytes");
    }
  }

  @Test
  void endlessTrailersAreCutOff() throws IOException {
    String head = OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n";
    try (var server = endless(head, "X: y\r\n")) {
      assertThatThrownBy(() -> get(server)).isInstanceOf(ProtocolException.class);
    }
  }

  private FakeHttpServer endless(String head, String repeated) throws IOException {
    return FakeHttpServer.start(
        directory,
        connection -> {
          connection.receiveUntil("\r\n\r\n");
          connection.send(head);
          while (true) {
            connection.send(repeated);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", OK, OK + "Content-Length: 9\r\n\r\nhalf"})
  void anEngineThatFallsSilentMeetsTheDeadline(String beginning) throws IOException {
    try (var server = silentAfter(beginning)) {
      assertThatThrownBy(() -> get(server, CallLimits.call(SHORT)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("0.15 s");
    }
  }

  private FakeHttpServer silentAfter(String beginning) throws IOException {
    return FakeHttpServer.start(
        directory,
        connection -> {
          connection.send(beginning);
          connection.awaitClose();
        });
  }

  @Test
  void anEngineThatReadsNothingMeetsTheDeadline() throws IOException {
    try (var server = FakeHttpServer.start(directory, c -> await(new CountDownLatch(1)))) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), SHORT, null);
      HttpRequest endless =
          HttpRequest.post(
              "/build",
              Map.of(),
              out -> {
                while (true) {
                  out.write(new byte[4096]);
                }
              });
      assertThatThrownBy(() -> transport.exchange(endless, CallLimits.call(SHORT), null))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aStreamHasNoDeadlineOnceItHasBegun() throws Exception {
    CountDownLatch deadlineIsOver = new CountDownLatch(1);
    Watchdog.after(SHORT.multipliedBy(2), deadlineIsOver::countDown);
    try (var server =
        FakeHttpServer.start(
            directory,
            connection -> {
              connection.receiveUntil("\r\n\r\n");
              connection.send(OK + "\r\n");
              await(deadlineIsOver);
              connection.send("late");
            })) {
      assertThat(get(server, CallLimits.stream(SHORT))).isEqualTo("late");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void cancellingFreesWhoeverWaits() throws IOException {
    AtomicBoolean cancelled = new AtomicBoolean();
    try (var server =
        FakeHttpServer.start(
            directory,
            connection -> {
              connection.receiveUntil("\r\n\r\n");
              cancelled.set(true);
              connection.awaitClose();
            })) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
      assertThatThrownBy(
              () ->
                  transport.exchange(HttpRequest.get("/x"), CallLimits.work(LONG), cancelled::get))
          .isInstanceOf(UnixCall.CancelledException.class);
    }
  }

  /** Counts how often it is asked, and lets an engine listen. */
  private static final class Revival implements UnixSocketTransport.Revival, AutoCloseable {
    private final Path socket;
    private final List<FakeHttpServer> servers = new ArrayList<>();
    private int asked;

    Revival(Path socket) {
      this.socket = socket;
    }

    @Override
    public void revive() throws IOException {
      asked++;
      Files.deleteIfExists(socket);
      servers.add(FakeHttpServer.answering(socket.getParent(), OK + "Content-Length: 2\r\n\r\nok"));
    }

    @Override
    public void close() throws IOException {
      for (FakeHttpServer server : servers) {
        server.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereNobodyListensTheEngineIsRevived(boolean socketIsThere) throws IOException {
    Path socket;
    try (FakeHttpServer dead = FakeHttpServer.answering(directory, OK)) {
      socket = dead.socket();
    }
    Files.deleteIfExists(socket);
    if (socketIsThere) {
      ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(socket))
          .close();
      assertThat(socket).exists();
    }
    Revival revival = new Revival(socket);

    UnixSocketTransport transport = new UnixSocketTransport(socket, LONG, revival);
    transport.exchange(HttpRequest.get("/x"), CallLimits.call(LONG), null).close();
    assertThat(revival.asked).isOne();
    revival.close();
  }

  /** A second one beside it would take its socket. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatIsOnlySlowIsNotRevivedNorOneThatNobodyWantsAnyMore(boolean cancelled)
      throws IOException {
    Path socket = directory.resolve("slow.sock");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      full.bind(address, 1);
      fill(address, waiting);
      Revival revival = new Revival(socket);
      UnixSocketTransport transport = new UnixSocketTransport(socket, LONG, revival);
      Class<? extends IOException> expected =
          cancelled ? UnixCall.CancelledException.class : SocketTimeoutException.class;

      assertThatThrownBy(
              () ->
                  transport.exchange(
                      HttpRequest.get("/x"),
                      CallLimits.call(cancelled ? LONG : SHORT),
                      () -> cancelled))
          .isInstanceOf(expected);
      assertThat(revival.asked).isZero();
    } finally {
      for (SocketChannel one : waiting) {
        one.close();
      }
    }
  }

  /** Until a further connection would wait. */
  private static void fill(UnixDomainSocketAddress address, List<SocketChannel> waiting)
      throws IOException {
    boolean accepted = true;
    while (accepted) {
      SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
      one.configureBlocking(false);
      waiting.add(one);
      try {
        accepted = one.connect(address);
      } catch (IOException e) {
        accepted = false; // "Resource temporarily unavailable"
      }
    }
  }

  @Test
  void closingTheAnswerFreesItsReader() throws Exception {
    try (var server = silentAfter(OK + "\r\n")) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
      HttpAnswer answer = transport.exchange(HttpRequest.get("/x"), CallLimits.stream(LONG), null);
      AtomicReference<Throwable> end = new AtomicReference<>();
      Thread reader = new Thread(() -> end.set(readToItsEnd(answer)));
      reader.start();
      answer.close();
      reader.join();

      assertThat(end.get()).isInstanceOf(IOException.class);
    }
  }

  private static Throwable readToItsEnd(HttpAnswer answer) {
    try {
      answer.body().readAllBytes();
      return new AssertionError("the stream has ended by itself");
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void aStreamedBodyGoesInChunks() throws Exception {
    String body = "x".repeat(70_000);
    AtomicReference<FakeHttpServer> self = new AtomicReference<>();
    try (var server =
        FakeHttpServer.start(
            directory,
            connection -> {
              self.get().received(connection.receiveUntil("0\r\n\r\n"));
              connection.send(OK + "Content-Length: 0\r\n\r\n");
            })) {
      self.set(server);
      DockerHttpClient transport = new UnixSocketTransport(server.socket(), LONG, null);
      DockerHttpClient.Request request =
          DockerHttpClient.Request.builder()
              .method("POST")
              .path("/images/load?quiet=1")
              .putHeader("content-type", "application/x-tar")
              .body(new ByteArrayInputStream(body.getBytes(UTF_8)))
              .build();
      transport.execute(request).close();

      assertThat(server.nextReceived())
          .startsWith(
              "POST /images/load?quiet=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
          .contains("content-type: application/x-tar\r\n", "Transfer-Encoding: chunked\r\n\r\n")
          .contains("\r\n\r\n10000\r\nxxx")
          .endsWith("x\r\n0\r\n\r\n");
    }
  }

  @Test
  void anEngineMayRefuseBeforeItHasReadAll() throws IOException {
    try (var server =
        FakeHttpServer.start(
            directory,
            connection -> {
              connection.receiveUntil("\r\n\r\n");
              connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nbad");
            })) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
      HttpRequest request =
          HttpRequest.post(
              "/build",
              Map.of(),
              out -> {
                while (true) {
                  out.write(new byte[4096]);
                }
              });
      try (HttpAnswer answer = transport.exchange(request, CallLimits.call(LONG), null)) {
        assertThat(answer.status()).isEqualTo(400);
      }
    }
  }

  @Test
  void aBodyThatWeCannotReadIsNotTheEnginesFault() throws IOException {
    try (var server = silentAfter("")) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
      HttpRequest request =
          HttpRequest.post(
              "/build",
              Map.of(),
              out -> {
                throw new IOException("Dockerfile: permission denied");
              });
      assertThatThrownBy(() -> transport.exchange(request, CallLimits.call(LONG), null))
          .isInstanceOf(HttpRequest.UnreadableBodyException.class)
          .hasMessageContaining("Dockerfile: permission denied");
    }
  }

  @Test
  void nothingCanSlipAnotherHeaderIn() throws IOException {
    try (var server = FakeHttpServer.answering(directory, OK + "\r\n")) {
      UnixSocketTransport transport = new UnixSocketTransport(server.socket(), LONG, null);
      CallLimits limits = CallLimits.call(LONG);

      assertThatThrownBy(
              () -> transport.exchange(HttpRequest.get("/a HTTP/1.1\r\nX: y"), limits, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () ->
                  transport.exchange(
                      HttpRequest.post("/", Map.of("X", "a\r\nY: b"), out -> {}), limits, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void noSocketIsAnErrorWithItsCause() {
    DockerHttpClient transport = new UnixSocketTransport(directory.resolve("none"), LONG, null);
    DockerHttpClient.Request request =
        DockerHttpClient.Request.builder().method("GET").path("/info").build();

    assertThatThrownBy(() -> transport.execute(request))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void anEngineThatCanBeStartedAnewIsStartedBeforeACallIsGivenUp() throws Exception {
    List<FakeHttpServer> started = new ArrayList<>();
    UnixSocketTransport transport =
        new UnixSocketTransport(
            directory.resolve("engine.sock"),
            LONG,
            () ->
                started.add(
                    FakeHttpServer.start(
                        directory,
                        connection -> {
                          connection.receiveUntil("\r\n\r\n");
                          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        })));
    try {
      for (int i = 0; i < 2; i++) {
        CallLimits limits = CallLimits.call(LONG);
        transport.exchange(HttpRequest.get("/_ping"), limits, null).close();
      }
      assertThat(started).hasSize(1);
    } finally {
      for (FakeHttpServer server : started) {
        server.close();
      }
    }
  }

  @Test
  void theReasonWhyItCannotBeStartedIsTheCallsOwn() {
    UnixSocketTransport transport =
        new UnixSocketTransport(
            directory.resolve("none"),
            LONG,
            () -> {
              throw new IOException("no newuidmap");
            });

    assertThatThrownBy(
            () -> transport.exchange(HttpRequest.get("/_ping"), CallLimits.call(LONG), null))
        .isInstanceOf(IOException.class)
        .hasMessage("no newuidmap");
  }
}
