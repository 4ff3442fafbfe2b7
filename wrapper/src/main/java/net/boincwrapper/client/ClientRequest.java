package net.boincwrapper.client;

import java.util.ArrayList;
import java.util.List;

/**
 * What the client asks on the {@code process_control_request} channel ({@code
 * api/boinc_api.cpp:handle_process_control_msg}).
 */
public enum ClientRequest {
  SUSPEND("<suspend/>"),
  RESUME("<resume/>"),
  QUIT("<quit/>"),
  ABORT("<abort/>"),
  /** {@code init_data.xml} was rewritten. */
  REREAD_APP_INFO("<reread_app_info/>");

  private final String tag;

  ClientRequest(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  /** The requests in a message, in the order of their tags; unknown ones are skipped. */
  static List<ClientRequest> in(String message) {
    List<ClientRequest> found = new ArrayList<>();
    for (int at = message.indexOf('<'); at >= 0; at = message.indexOf('<', at + 1)) {
      for (ClientRequest request : values()) {
        if (message.startsWith(request.tag, at)) {
          found.add(request);
        }
      }
    }
    return found;
  }
}
