package net.boincwrapper.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A BOINC project on loopback: master page, scheduler, downloads and upload handler. It has one
 * host, and hands each job out once, when the host asks for work.
 */
public final class TestProject implements AutoCloseable {
  static final String DOWNLOADS = "download/";

  /** The client takes a URL for one of uploads by this word. */
  static final String UPLOADS = "cgi/file_upload_handler";

  private static final String SCHEDULER = "cgi/scheduler";
  private static final Duration DELAY = Duration.ofDays(7);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Scheduler scheduler;
  private final Uploads uploads = new Uploads();
  private final Map<String, ProjectFile> files = new ConcurrentHashMap<>();

  private TestProject() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    scheduler = new Scheduler(url(), "test", InstantSource.system());
    server.createContext("/", exchange -> answer(exchange, masterPage().getBytes(UTF_8)));
    server.createContext("/" + DOWNLOADS, this::download);
    server.createContext("/" + SCHEDULER, this::schedule);
    server.createContext("/" + UPLOADS, this::upload);
    server.setExecutor(threads);
    server.start();
  }

  /** A project on a free port. */
  public static TestProject start() throws IOException {
    return new TestProject();
  }

  /** Master URL, as the client writes it: with a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Name of its directory at a client ({@code lib/url.cpp:escape_project_url}). */
  public String directoryName() {
    return "127.0.0.1_" + server.getAddress().getPort();
  }

  /** To run its app's jobs, which carry its plan class. */
  public void version(AppVersion version) {
    scheduler.version(version);
  }

  /** To be given to the client at its next request for work. */
  public void offer(Job job) {
    job.inputs().forEach(input -> files.put(input.file().name(), input.file()));
    scheduler.offer(job);
  }

  /**
   * To be given to a client that is attached without an {@code app_info.xml}, at its next request
   * for work.
   *
   * @param app its name
   * @param elements app version, files, workunit and result
   * @param downloads the files that these name
   * @param keys which have signed the app version's files
   */
  public void offer(String app, String elements, List<ProjectFile> downloads, CodeSigning keys) {
    downloads.forEach(file -> files.put(file.name(), file));
    scheduler.offer(app, elements, keys.publicKey());
  }

  /** URL before a file's name. */
  public String downloads() {
    return url() + DOWNLOADS;
  }

  /** URL of the upload handler. */
  public String uploads() {
    return url() + UPLOADS;
  }

  /** Until when what is offered now must be back, in seconds since 1970. */
  public long deadline() {
    return InstantSource.system().instant().plus(DELAY).getEpochSecond();
  }

  /** What the client has reported of a job. */
  public Optional<Report> report(Job job) {
    return scheduler.report(job.resultName());
  }

  /** An output that has arrived as a whole. */
  public Optional<byte[]> uploaded(Job job, String openName) {
    return uploads.file(job.outputName(openName));
  }

  /** As {@link #uploaded(Job, String)}, as text. */
  public Optional<String> text(Job job, String openName) {
    return uploaded(job, openName).map(bytes -> new String(bytes, UTF_8));
  }

  public List<TrickleUp> tricklesUp() {
    return scheduler.tricklesUp();
  }

  /** To be sent with the next reply; the client gives it only to a task that it has started. */
  public void trickleDown(Job job, String body) {
    scheduler.trickleDown(job.resultName(), body);
  }

  /** To be taken back with the next reply. */
  public void abort(Job job) {
    scheduler.abort(job.resultName());
  }

  /** How often the scheduler was asked. */
  public int requests() {
    return scheduler.requests();
  }

  private String masterPage() {
    return "<html><head><title>test</title></head><body>\n<!--\n"
        + Elements.element("scheduler", url() + SCHEDULER)
        + "-->\n</body></html>\n";
  }

  private void download(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    ProjectFile file = files.get(path.substring(1 + DOWNLOADS.length()));
    if (file == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    answer(exchange, file.content());
  }

  private void schedule(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    answer(exchange, scheduler.answer(request).getBytes(UTF_8));
  }

  private void upload(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    answer(exchange, uploads.take(request).getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    // 0 would announce a body of unknown length, -1 is none.
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
