package net.boincwrapper.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * The link over {@code boinc_mmap_file}, which the client has mapped.
 *
 * <p>Once the client is gone, the file is released at once: the client's successor uses it for the
 * next task and must not lose messages to us. If the file can no longer be read and written,
 * because it was truncated or the thread was interrupted, the client counts as gone. Calls exclude
 * each other, so that any thread may close.
 */
public final class MappedClientLink implements ClientLink {
  /** {@code client/app.h:ACTIVE_TASK::web_graphics_url} has 256 bytes. */
  private static final Pattern URL = Pattern.compile("http://[\\p{Graph}&&[^<>&]]{1,248}");

  /**
   * Before the client's first word. What it says about the network comes with the first heartbeat,
   * up to a second after our start; until then, the network must not be used.
   */
  static final Inbox UNHEARD = new Inbox(List.of(), true, false, false);

  /** For a client that sends a heartbeat a second. */
  private static final long SILENT_AFTER = Duration.ofMillis(1500).toNanos();

  private final SharedMemory memory;
  private final ClientWatch watch;
  private final LongSupplier nanoTime;
  private final Channel control;
  private final Channel heartbeat;
  private final Channel trickleDown;
  private final Channel statusChannel;
  private final Outbox status;
  private final Outbox graphics;
  private final Outbox trickleUp;

  /** What a poll returns when nothing has arrived; an idle poll makes no garbage. */
  private Inbox quiet = UNHEARD;

  private long heardAt;
  private Optional<AppStatus> latest = Optional.empty();
  private Optional<Herald> herald = Optional.empty();

  private MappedClientLink(SharedMemory memory, ClientWatch watch, LongSupplier nanoTime) {
    this.memory = memory;
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.heardAt = nanoTime.getAsLong();
    this.control = memory.channel(ChannelId.PROCESS_CONTROL_REQUEST);
    this.heartbeat = memory.channel(ChannelId.HEARTBEAT);
    this.trickleDown = memory.channel(ChannelId.TRICKLE_DOWN);
    this.statusChannel = memory.channel(ChannelId.APP_STATUS);
    this.status = new Outbox(statusChannel);
    this.graphics = new Outbox(memory.channel(ChannelId.GRAPHICS_REPLY));
    this.trickleUp = new Outbox(memory.channel(ChannelId.TRICKLE_UP));
  }

  /**
   * Opens the link.
   *
   * @param file {@code boinc_mmap_file} of the slot
   * @param clientPid {@code client_pid} of {@code init_data.xml}; without it silence decides
   * @throws IOException if the file is not one that a client has made
   */
  public static MappedClientLink open(Path file, OptionalLong clientPid) throws IOException {
    return open(file, clientPid, System::nanoTime);
  }

  /** As {@link #open(Path, OptionalLong)} with a clock like {@link System#nanoTime()}. */
  public static MappedClientLink open(Path file, OptionalLong clientPid, LongSupplier nanoTime)
      throws IOException {
    return open(file, ClientWatch.of(clientPid, nanoTime), nanoTime);
  }

  static MappedClientLink open(Path file, ClientWatch watch, LongSupplier nanoTime)
      throws IOException {
    return new MappedClientLink(SharedMemory.open(file), watch, nanoTime);
  }

  @Override
  public synchronized Inbox poll() {
    if (memory.closed()) {
      return quiet;
    }
    if (watch.gone()) {
      return lose();
    }
    try {
      return hear();
    } catch (IOException e) {
      return lose();
    }
  }

  @Override
  public synchronized void report(AppStatus newStatus) {
    latest = Optional.of(newStatus);
    if (herald.isPresent()) {
      herald.get().status(newStatus);
      return;
    }
    String message = StatusMessage.of(newStatus);
    send(() -> status.replace(message));
  }

  @Override
  public synchronized void reportEnd(AppStatus lastStatus) {
    if (herald.isPresent()) {
      herald.get().last(lastStatus);
      return;
    }
    String message = StatusMessage.of(lastStatus);
    send(() -> status.overwrite(message));
  }

  @Override
  public synchronized void speakThrough(Herald other) {
    if (!memory.closed()) {
      herald = Optional.of(other);
      if (status.waits()) {
        status.clear();
        latest.ifPresent(other::status);
      }
    }
  }

  @Override
  public synchronized void cpuFrom(CpuSource source) {
    herald.ifPresent(it -> it.cpuFrom(source));
  }

  @Override
  public synchronized void cpuAfresh() {
    herald.ifPresent(Herald::afresh);
  }

  @Override
  public synchronized void graphics(String url) {
    if (!URL.matcher(url).matches()) {
      throw new IllegalArgumentException("not a URL that the client can take: " + url);
    }
    send(() -> graphics.replace("<web_graphics_url>" + url + "</web_graphics_url>"));
  }

  @Override
  public synchronized void trickleUp() {
    send(() -> trickleUp.add("<have_new_trickle_up/>\n"));
  }

  @Override
  public synchronized void uploadFile() {
    send(() -> trickleUp.add("<have_new_upload_file/>\n"));
  }

  @Override
  public synchronized boolean statusRead() {
    try {
      if (memory.closed()) {
        return true;
      }
      return (herald.isPresent() && herald.get().number() > 0)
          ? heardOf(herald.get().number())
          : status.delivered();
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public synchronized boolean silent() {
    return nanoTime.getAsLong() - heardAt >= SILENT_AFTER;
  }

  @Override
  public synchronized boolean waits() {
    return !memory.closed() && (status.waits() || graphics.waits() || trickleUp.waits());
  }

  @Override
  public synchronized void close() {
    letGo();
  }

  private Inbox hear() throws IOException {
    status.flush();
    graphics.flush();
    trickleUp.flush();
    Optional<String> beat = heartbeat.receive();
    if (beat.isPresent()) {
      takeHeartbeat(beat.get());
    }
    Optional<String> request = control.receive();
    Optional<String> trickle = trickleDown.receive();
    return request.isEmpty() && trickle.isEmpty()
        ? quiet
        : inbox(request.orElse(""), trickle.orElse(""));
  }

  private Inbox inbox(String request, String trickle) {
    return new Inbox(
        ClientRequest.in(request),
        quiet.networkSuspended(),
        false,
        Tags.flag(trickle, "have_trickle_down"),
        Tags.flag(trickle, "upload_file_status"),
        quiet.sporadicState());
  }

  /** As {@code api/boinc_api.cpp:handle_heartbeat_msg}: without the tag the network is free. */
  private void takeHeartbeat(String message) {
    if (Tags.flag(message, "heartbeat")) {
      watch.heartbeat();
      heardAt = nanoTime.getAsLong();
    }
    OptionalDouble state = Tags.number(message, "sporadic_ca");
    quiet =
        new Inbox(
            List.of(),
            Tags.flag(message, "network_suspended"),
            false,
            false,
            false,
            state.isPresent() ? OptionalInt.of((int) state.getAsDouble()) : quiet.sporadicState());
  }

  /** Each message by our herald says which status it is, and which was the last to be taken. */
  private boolean heardOf(long number) throws IOException {
    boolean taken = !statusChannel.unread();
    String text = statusChannel.text();
    double said = Tags.number(text, "said").orElse(0);
    return Tags.number(text, "heard").orElse(0) >= number || (taken && said >= number);
  }

  /** Done once: from now on the file is somebody else's. */
  private void letGo() {
    memory.close();
    herald.ifPresent(Herald::silent);
    herald = Optional.empty();
  }

  private void send(SharedAction sending) {
    if (memory.closed()) {
      return;
    }
    try {
      sending.run();
    } catch (IOException e) {
      lose();
    }
  }

  private Inbox lose() {
    letGo();
    quiet =
        new Inbox(List.of(), quiet.networkSuspended(), true, false, false, quiet.sporadicState());
    return quiet;
  }
}
