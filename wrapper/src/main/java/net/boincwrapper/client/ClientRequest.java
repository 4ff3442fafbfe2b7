package net.boincwrapper.client;

/** What the client asks on the {@code process_control_request} channel ({@code lib/app_ipc.h}). */
public enum ClientRequest {
  SUSPEND,
  RESUME,
  QUIT,
  ABORT,
  /** {@code init_data.xml} was rewritten. */
  REREAD_APP_INFO
}
