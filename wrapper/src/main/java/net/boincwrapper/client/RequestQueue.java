package net.boincwrapper.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The client's queue before the control channel ({@code client/app.cpp:MSG_QUEUE}): a request that
 * finds the channel full waits, and a suspend and a resume cancel each other there.
 */
final class RequestQueue {
  private final Channel channel;
  private final Deque<ClientRequest> waiting = new ArrayDeque<>();

  RequestQueue(Channel channel) {
    this.channel = channel;
  }

  void send(ClientRequest request) throws IOException {
    if (!waiting.isEmpty() && cancel(waiting.getLast(), request)) {
      waiting.removeLast();
      return;
    }
    waiting.addLast(request);
    flush();
  }

  /** Sends the first of those that wait, if the app has taken the previous one. */
  void flush() throws IOException {
    if (!waiting.isEmpty() && channel.send(waiting.getFirst().tag())) {
      waiting.removeFirst();
    }
  }

  /** Whether the app has taken all requests. */
  boolean delivered() throws IOException {
    return waiting.isEmpty() && !channel.unread();
  }

  private static boolean cancel(ClientRequest last, ClientRequest next) {
    return (last == ClientRequest.SUSPEND && next == ClientRequest.RESUME)
        || (last == ClientRequest.RESUME && next == ClientRequest.SUSPEND);
  }
}
