package net.boincwrapper.client;

import java.io.IOException;

/** What waits to be sent on a channel. An empty string means nothing. */
final class Outbox {
  private final Channel channel;
  private String waiting = "";

  Outbox(Channel channel) {
    this.channel = channel;
  }

  /** Sends the message as soon as possible, in place of what still waits. */
  void replace(String message) throws IOException {
    waiting = message;
    flush();
  }

  /** Sends the message now, in place of what waits and of what is unread. */
  void overwrite(String message) throws IOException {
    waiting = "";
    channel.overwrite(message);
  }

  /** Sends the tag as soon as possible, together with those that still wait. */
  void add(String tag) throws IOException {
    if (!waiting.contains(tag)) {
      waiting += tag;
    }
    flush();
  }

  /** Sends what waits, if the receiver has taken the previous message. */
  void flush() throws IOException {
    if (!waiting.isEmpty() && channel.send(waiting)) {
      waiting = "";
    }
  }

  /** Nothing waits any more. */
  void clear() {
    waiting = "";
  }

  /** Whether the receiver has taken all messages. */
  boolean delivered() throws IOException {
    return waiting.isEmpty() && !channel.unread();
  }

  /** Whether something is still to be sent. */
  boolean waits() {
    return !waiting.isEmpty();
  }
}
