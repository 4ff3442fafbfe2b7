package net.boincwrapper.client;

/** The eight channels and where they lie ({@code lib/app_ipc.h:SHARED_MEM}). */
enum ChannelId {
  /** Client to app: see {@link ClientRequest}. */
  PROCESS_CONTROL_REQUEST(0),
  /** Unused by clients and apps alike. */
  PROCESS_CONTROL_REPLY(1024),
  /** Client to app: asks for a window. Current apps leave it unread. */
  GRAPHICS_REQUEST(2048),
  /** App to client: the URL of the task's web graphics. */
  GRAPHICS_REPLY(3072),
  /** Client to app, once a second. */
  HEARTBEAT(4096),
  /** App to client, at most once a second. */
  APP_STATUS(5120),
  /** App to client: there are trickle-up messages or files to upload early. */
  TRICKLE_UP(6144),
  /** Client to app: there are trickle-down messages or news of such files. */
  TRICKLE_DOWN(7168);

  private final int offset;

  ChannelId(int offset) {
    this.offset = offset;
  }

  /** Where the channel begins, in bytes from the start of the file. */
  int offset() {
    return offset;
  }
}
