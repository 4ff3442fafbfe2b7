package net.boincwrapper.client;

import java.util.List;
import java.util.OptionalInt;

/**
 * The link to the BOINC client. Used by one thread; no call blocks.
 *
 * <p>Implementations: over the mapped file under a client, and a standalone one that hears nothing.
 */
public interface ClientLink extends AutoCloseable {
  /**
   * Takes what the client has sent since the last call. Meant to be called ten times a second, or
   * soon after a message was announced.
   */
  Inbox poll();

  /**
   * Reports the task's status. Sent as soon as the client has read the previous one; a newer status
   * replaces one that still waits.
   */
  void report(AppStatus status);

  /**
   * Reports how the process leaves the task, in place of all that the client has not read: the
   * client looks once a second, and once more when the process is gone ({@code
   * client/app_control.cpp:handle_exited_app}). Call it again with the same status before the
   * process ends, because the client may have been reading.
   */
  void reportEnd(AppStatus status);

  /**
   * From now on, a herald tells the client all statuses in our stead. Links without a client ignore
   * this and the next two calls.
   */
  default void speakThrough(Herald herald) {}

  /** Says where the herald reads the CPU time of the statuses. */
  default void cpuFrom(CpuSource source) {}

  /** From now on, the CPU time may be less than what was told before. */
  default void cpuAfresh() {}

  /**
   * Tells the client where the task's web graphics are.
   *
   * @param url {@code http://127.0.0.1:PORT}, at most 255 characters, none of them markup
   */
  void graphics(String url);

  /** Tells the client that {@code trickle_up.xml} is in the slot. */
  void trickleUp();

  /** Tells the client that a file to be uploaded early ({@code boinc_ufr_*}) is in the slot. */
  void uploadFile();

  /** Whether the client has read the last reported status. True where there is no client. */
  boolean statusRead();

  /**
   * Whether there is a client but it has been silent for 1.5 s, because it is ending: otherwise it
   * sends a heartbeat a second to each process, even to one that it has asked to quit ({@code
   * client/app_control.cpp:ACTIVE_TASK_SET::poll}). Updated by {@link #poll}.
   */
  boolean silent();

  /** Whether something waits to be sent until the client has read what was sent before it. */
  boolean waits();

  /** Lets go of the mapped file. After that the link hears and says nothing. Never throws. */
  @Override
  void close();

  /**
   * What arrived since the last poll.
   *
   * @param requests control requests, in order
   * @param networkSuspended the client's last word on the network; true until it has said, and
   *     false where there is no client
   * @param clientGone the client has died, by its pid or by silence; stays true
   * @param trickleDown a trickle-down message has arrived ({@code trickle_down*} in the slot)
   * @param uploadStatus news of a file uploaded early has arrived ({@code boinc_ufs_*})
   * @param sporadicState the client's last {@code SPORADIC_CA_STATE}; empty until it has said
   */
  record Inbox(
      List<ClientRequest> requests,
      boolean networkSuspended,
      boolean clientGone,
      boolean trickleDown,
      boolean uploadStatus,
      OptionalInt sporadicState) {
    /** Nothing has arrived, and there is no client. */
    static final Inbox EMPTY = new Inbox(List.of(), false, false, false);

    public Inbox {
      requests = List.copyOf(requests);
    }

    /** An inbox without news of early uploads and of a sporadic app's state. */
    public Inbox(
        List<ClientRequest> requests,
        boolean networkSuspended,
        boolean clientGone,
        boolean trickleDown) {
      this(requests, networkSuspended, clientGone, trickleDown, false, OptionalInt.empty());
    }
  }
}
