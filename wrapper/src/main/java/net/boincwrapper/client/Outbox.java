package net.boincwrapper.client;

/** What waits to be sent on a channel. An empty string means nothing. */
final class Outbox {
  private final Channel channel;
  private String waiting = "";

  Outbox(Channel channel) {
    this.channel = channel;
  }

  /** Sends the message as soon as possible, in place of what still waits. */
  void replace(String message) {
    waiting = message;
    flush();
  }

  /** Sends the tag as soon as possible, together with those that still wait. */
  void add(String tag) {
    if (!waiting.contains(tag)) {
      waiting += tag;
    }
    flush();
  }

  /** Sends what waits, if the receiver has taken the previous message. */
  void flush() {
    if (!waiting.isEmpty() && channel.send(waiting)) {
      waiting = "";
    }
  }

  /** Whether the receiver has taken all messages. */
  boolean delivered() {
    return waiting.isEmpty() && !channel.unread();
  }
}
