package net.boincwrapper.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import net.boincwrapper.slot.SlotLayout;

/**
 * The client's half of the protocol over a real mapped file: for dry runs and tests.
 *
 * <p>It does nothing by itself: {@link #tick()} is to be called about ten times a second, or as
 * often as a test likes. Calls from several threads exclude each other.
 */
public final class SimulatedClient implements AutoCloseable {
  private static final long HEARTBEAT_PERIOD = Duration.ofSeconds(1).toNanos();

  private final SharedMemory memory;
  private final Path trickle;
  private final LongSupplier nanoTime;
  private final RequestQueue requests;
  private final Outbox trickleDown;
  private final StatusReader status;
  private final ElapsedTime elapsed;

  private long lastHeartbeat;
  private boolean networkSuspended;
  private OptionalInt sporadicState = OptionalInt.empty();
  private Optional<String> graphicsUrl = Optional.empty();
  private int trickleUps;
  private int uploadFiles;

  private SimulatedClient(
      SharedMemory memory,
      Path trickle,
      double checkpointCpuSeconds,
      double checkpointElapsedSeconds,
      LongSupplier nanoTime) {
    this.memory = memory;
    this.trickle = trickle;
    this.nanoTime = nanoTime;
    this.requests = new RequestQueue(memory.channel(ChannelId.PROCESS_CONTROL_REQUEST));
    this.trickleDown = new Outbox(memory.channel(ChannelId.TRICKLE_DOWN));
    this.status = new StatusReader(checkpointCpuSeconds);
    this.elapsed = new ElapsedTime(checkpointElapsedSeconds, nanoTime);
    this.lastHeartbeat = nanoTime.getAsLong() - HEARTBEAT_PERIOD;
  }

  /**
   * Makes the mapped file, all zeros, as the client does before each start of a task.
   *
   * @param file {@code boinc_mmap_file} of the slot; an existing one is used again
   * @param checkpointCpuSeconds CPU time at the last checkpoint of earlier starts; 0 at the first
   * @param nanoTime a clock like {@link System#nanoTime()}
   */
  public static SimulatedClient create(
      Path file, double checkpointCpuSeconds, LongSupplier nanoTime) throws IOException {
    return create(file, checkpointCpuSeconds, 0, nanoTime);
  }

  /**
   * The same for a task whose elapsed time the client knows.
   *
   * @param checkpointElapsedSeconds elapsed time at the last checkpoint of earlier starts
   */
  public static SimulatedClient create(
      Path file,
      double checkpointCpuSeconds,
      double checkpointElapsedSeconds,
      LongSupplier nanoTime)
      throws IOException {
    return new SimulatedClient(
        SharedMemory.create(file),
        file.resolveSibling(SlotLayout.TRICKLE_UP),
        checkpointCpuSeconds,
        checkpointElapsedSeconds,
        nanoTime);
  }

  /** Sends what waits, a heartbeat once a second, and takes what the app has sent. */
  public synchronized void tick() {
    whileOpen(
        () -> {
          requests.flush();
          trickleDown.flush();
          beat();
          elapsed.tick();
          memory.channel(ChannelId.APP_STATUS).receive().ifPresent(this::takeStatus);
          memory.channel(ChannelId.GRAPHICS_REPLY).receive().ifPresent(this::takeGraphics);
          memory.channel(ChannelId.TRICKLE_UP).receive().ifPresent(this::takeTrickleUp);
        });
  }

  /** Sends a request, at a later tick if the app has not taken the previous one. */
  public synchronized void request(ClientRequest request) {
    elapsed.asked(request);
    whileOpen(() -> requests.send(request));
  }

  /** What the next heartbeats say about the network. */
  public synchronized void networkSuspended(boolean suspended) {
    networkSuspended = suspended;
  }

  /**
   * What the next heartbeats say to a sporadic app.
   *
   * @param state a {@code SPORADIC_CA_STATE}, 1 to 3
   */
  synchronized void sporadicState(int state) {
    sporadicState = OptionalInt.of(state);
  }

  /** Tells the app that a trickle-down message is in the slot. */
  synchronized void trickleDown() {
    whileOpen(() -> trickleDown.add("<have_trickle_down/>\n"));
  }

  /** Tells the app that there is news of a file uploaded early. */
  synchronized void uploadStatus() {
    whileOpen(() -> trickleDown.add("<upload_file_status/>\n"));
  }

  /** Whether the app has taken all requests. */
  synchronized boolean requestsRead() {
    try {
      return memory.closed() || requests.delivered();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The task's status as the client sees it; empty before the first. */
  public synchronized Optional<AppStatus> lastStatus() {
    return status.last();
  }

  /** How often the app has reported its status. */
  public synchronized int statusesSeen() {
    return status.messages();
  }

  /** How often the CPU time of the last checkpoint has changed. */
  public synchronized int checkpointsSeen() {
    return status.checkpoints();
  }

  /** CPU time from which the client would go on if it ended now. */
  public synchronized double checkpointCpuSeconds() {
    return status.checkpointCpuSeconds();
  }

  /** How long the task has been running, over all its starts. */
  public synchronized double elapsedSeconds() {
    return elapsed.seconds();
  }

  /** Elapsed time from which the client would go on if it ended now. */
  public synchronized double checkpointElapsedSeconds() {
    return elapsed.checkpointSeconds();
  }

  /** Where the task's web graphics are; empty where it has none. */
  synchronized Optional<String> graphicsUrl() {
    return graphicsUrl;
  }

  /** How often the app has announced trickle-up messages. */
  synchronized int trickleUps() {
    return trickleUps;
  }

  /** How often the app has announced files to upload early. */
  synchronized int uploadFiles() {
    return uploadFiles;
  }

  /** Lets go of the file and leaves it there. After that the client hears and says nothing. */
  @Override
  public synchronized void close() {
    memory.close();
  }

  private void whileOpen(SharedAction action) {
    if (memory.closed()) {
      return;
    }
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated client cannot use its mapped file", e);
    }
  }

  /** As {@code client/app_control.cpp:send_heartbeats}; one that finds no room is dropped. */
  private void beat() throws IOException {
    long now = nanoTime.getAsLong();
    if (now - lastHeartbeat < HEARTBEAT_PERIOD) {
      return;
    }
    lastHeartbeat = now;
    StringBuilder message =
        new StringBuilder("<heartbeat/><wss>0.000000e+00</wss><max_wss>8.000000e+09</max_wss>");
    if (networkSuspended) {
      message.append("<network_suspended/>");
    }
    sporadicState.ifPresent(
        state -> message.append("<sporadic_ca>").append(state).append("</sporadic_ca>"));
    memory.channel(ChannelId.HEARTBEAT).send(message.toString());
  }

  private void takeStatus(String message) {
    if (status.read(message)) {
      elapsed.checkpointed();
    }
  }

  private void takeGraphics(String message) {
    String url = Tags.text(message, "web_graphics_url");
    if (!url.isEmpty()) {
      graphicsUrl = Optional.of(url);
    }
  }

  /** The client moves it to the project's directory; here nobody sends it. */
  private void takeMessage() {
    try {
      Files.deleteIfExists(trickle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takeTrickleUp(String message) {
    if (Tags.flag(message, "have_new_trickle_up")) {
      trickleUps++;
      takeMessage();
    }
    if (Tags.flag(message, "have_new_upload_file")) {
      uploadFiles++;
    }
  }
}
