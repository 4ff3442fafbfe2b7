package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.ClientLink.Inbox;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.TrickleUpFile;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.UploadRequests;

/**
 * What the app tells the project while it runs, by files in the slot as BOINC's library leaves
 * them: trickle messages, and requests to upload an output now. The client looks for them when it
 * is told.
 */
final class AppMessages {
  /** How often the slot is looked at. What has not changed from one look to the next is whole. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TaskContext task;
  private final ContainerLife life;
  private final ClientLink link;
  private final TrickleUpFile trickle;
  private final Duration patience;
  private Optional<FileStat> before = Optional.empty();
  private Set<String> requested = Set.of();
  private long lookedAt;
  private boolean handingOver;

  /**
   * @param patience how long the client may take to fetch a message
   */
  AppMessages(TaskContext task, ContainerLife life, ClientLink link, Duration patience) {
    this.task = task;
    this.life = life;
    this.link = link;
    this.patience = patience;
    this.trickle = new TrickleUpFile(task.slot());
    this.lookedAt = task.seams().clock().nanos();
  }

  /** To be called at each turn while the app runs. */
  void tick() {
    if (!task.hasPassed(lookedAt, INTERVAL)) {
      return;
    }
    lookedAt = task.seams().clock().nanos();
    uploads();
    trickles();
  }

  /** The client has written its files into the slot already: the app finds them by itself. */
  void heard(Inbox inbox) {
    if (inbox.trickleDown()) {
      task.log().say(StderrLog.Level.DETAILS, "a trickle message for the app has come");
    }
    if (inbox.uploadStatus()) {
      task.log().say(StderrLog.Level.DETAILS, "an output was uploaded early");
    }
  }

  private void uploads() {
    Set<String> now = UploadRequests.names(task.slot());
    if (!requested.containsAll(now)) {
      task.log().say(StderrLog.Level.ACTS, "asking the client to upload " + now);
      link.uploadFile();
    }
    requested = now;
  }

  private void trickles() {
    Optional<FileStat> now = trickle.look();
    boolean whole = now.isPresent() && now.equals(before);
    before = now;
    if (whole && !handingOver) {
      handingOver = true;
      before = Optional.empty();
      life.holding(true);
      String id = task.memo().containerId();
      task.calls().call(engine -> handOver(engine, id), this::handedOver, this::failed);
    } else if (now.isEmpty() && trickle.isThere() && !handingOver) {
      drop();
    }
  }

  /**
   * The client moves whatever stands at the file's name and sends it: a link that the app put there
   * meanwhile would send a file of the volunteer's. So the app is frozen until the client is done.
   */
  private Optional<String> handOver(Engine engine, String id) throws EngineException {
    engine.pause(id);
    try {
      Optional<String> refused = trickle.takeOver();
      if (refused.isPresent()) {
        return refused;
      }
      link.trickleUp();
      return isTaken() ? Optional.empty() : Optional.of("the client does not take it");
    } catch (SlotException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      engine.unpause(id);
    }
  }

  private boolean isTaken() throws SlotException {
    long end = System.nanoTime() + patience.toNanos();
    while (trickle.isThere()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        trickle.remove();
        return false;
      }
      sleep();
    }
    return true;
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handedOver(Optional<String> problem) {
    over();
    task.log()
        .line(
            problem
                .map(why -> "a trickle message was not sent: " + why)
                .orElse("the client has taken a trickle message"));
  }

  private void failed(EngineException e) {
    over();
    task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
  }

  private void over() {
    handingOver = false;
    life.holding(false);
  }

  private void drop() {
    try {
      trickle.remove();
      task.log().line(SlotLayout.TRICKLE_UP + " was no regular file: removed");
    } catch (SlotException e) {
      task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
    }
  }
}
