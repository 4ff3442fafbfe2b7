package net.boincwrapper.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * A scripted client: says what a test has set for a fake time, and records what it is told. Times
 * count from the moment at which the link was made.
 */
public final class FakeClientLink implements ClientLink {
  private record Event(long nanos, Runnable action) {}

  private final LongSupplier nanoTime;
  private final long start;
  private final List<Event> script = new ArrayList<>();
  private final List<AppStatus> statuses = new ArrayList<>();
  private final List<AppStatus> ends = new ArrayList<>();
  private final List<String> graphics = new ArrayList<>();

  private final List<ClientRequest> requests = new ArrayList<>();
  private boolean networkSuspended;
  private boolean clientGone;
  private boolean trickleDown;
  private OptionalInt sporadicState = OptionalInt.empty();
  private boolean statusRead = true;
  private boolean silent;
  private boolean closed;
  private int trickleUps;
  private int uploadFiles;
  private Runnable onTrickleUp = () -> {};

  /** A link whose clock is as {@link System#nanoTime()}. */
  public FakeClientLink(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** The next poll hears these requests. */
  public FakeClientLink send(ClientRequest... now) {
    return at(Duration.ZERO, now);
  }

  /** The first poll at or after {@code time} hears these requests. */
  public FakeClientLink at(Duration time, ClientRequest... then) {
    return at(time, () -> requests.addAll(List.of(then)));
  }

  /** From {@code time} on the network is suspended, or is not. */
  public FakeClientLink networkSuspendedAt(Duration time, boolean suspended) {
    return at(time, () -> networkSuspended = suspended);
  }

  /** From {@code time} on the client is gone. */
  public FakeClientLink clientGoneAt(Duration time) {
    return at(time, () -> clientGone = true);
  }

  /** The first poll at or after {@code time} hears of a trickle-down message. */
  public FakeClientLink trickleDownAt(Duration time) {
    return at(time, () -> trickleDown = true);
  }

  /** From {@code time} on heartbeats say this to a sporadic app. */
  public FakeClientLink sporadicAt(Duration time, int state) {
    return at(time, () -> sporadicState = OptionalInt.of(state));
  }

  /** Whether the client reads statuses; true at first. */
  public FakeClientLink readsStatus(boolean reads) {
    statusRead = reads;
    return this;
  }

  /** From {@code time} on no heartbeats come. */
  public FakeClientLink silentAt(Duration time) {
    return at(time, () -> silent = true);
  }

  /** All statuses reported, in order. */
  public List<AppStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** Those of them that were told as the last. */
  public List<AppStatus> ends() {
    return List.copyOf(ends);
  }

  /** All graphics URLs told, in order. */
  public List<String> graphicsUrls() {
    return List.copyOf(graphics);
  }

  public int trickleUps() {
    return trickleUps;
  }

  /** What the client does when it hears of a trickle message, at once. */
  public void onTrickleUp(Runnable action) {
    onTrickleUp = action;
  }

  public int uploadFiles() {
    return uploadFiles;
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public Inbox poll() {
    if (closed) {
      return Inbox.EMPTY;
    }
    play(nanoTime.getAsLong() - start);
    Inbox inbox =
        new Inbox(requests, networkSuspended, clientGone, trickleDown, false, sporadicState);
    requests.clear();
    trickleDown = false;
    return inbox;
  }

  @Override
  public void report(AppStatus status) {
    if (!closed) {
      statuses.add(status);
    }
  }

  @Override
  public void reportEnd(AppStatus status) {
    if (!closed) {
      ends.add(status);
      statuses.add(status);
    }
  }

  @Override
  public void graphics(String url) {
    if (!closed) {
      graphics.add(url);
    }
  }

  @Override
  public void trickleUp() {
    trickleUps++;
    onTrickleUp.run();
  }

  @Override
  public void uploadFile() {
    uploadFiles++;
  }

  @Override
  public boolean statusRead() {
    return statusRead || closed;
  }

  @Override
  public boolean silent() {
    return silent;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
  }

  private FakeClientLink at(Duration time, Runnable action) {
    script.add(new Event(time.toNanos(), action));
    return this;
  }

  /** Plays what is due, in the order in which the test wrote it. */
  private void play(long now) {
    for (Iterator<Event> events = script.iterator(); events.hasNext(); ) {
      Event event = events.next();
      if (event.nanos() <= now) {
        events.remove();
        event.action().run();
      }
    }
  }
}
