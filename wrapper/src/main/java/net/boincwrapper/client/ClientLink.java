package net.boincwrapper.client;

import java.util.List;

/**
 * The link to the BOINC client. Used by one thread; no call blocks.
 *
 * <p>Implementations: over the mapped file under a client, and a standalone one that hears nothing.
 */
public interface ClientLink extends AutoCloseable {
  /** Takes what the client has sent since the last call. Meant to be called ten times a second. */
  Inbox poll();

  /**
   * Reports the task's status. Sent as soon as the client has read the previous one; a newer status
   * replaces one that still waits.
   */
  void report(AppStatus status);

  /** Tells the client where the task's web graphics are, as {@code http://127.0.0.1:PORT}. */
  void graphics(String url);

  /** Whether the client has read the last reported status. True where there is no client. */
  boolean statusRead();

  /** Lets go of the mapped file. After that the link hears and says nothing. Never throws. */
  @Override
  void close();

  /**
   * What arrived since the last poll.
   *
   * @param requests control requests, in order
   * @param networkSuspended the client's last word on the network; false until it has said
   * @param clientGone the client has died, by its pid or by silence
   * @param trickleDown a trickle-down message has arrived
   */
  record Inbox(
      List<ClientRequest> requests,
      boolean networkSuspended,
      boolean clientGone,
      boolean trickleDown) {
    public Inbox {
      requests = List.copyOf(requests);
    }
  }
}
