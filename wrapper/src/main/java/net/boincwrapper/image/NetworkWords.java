package net.boincwrapper.image;

import java.util.regex.Pattern;

/**
 * Whether a build's last words sound like a network that is away, or a disk that is full. There is
 * no end to such words: they only decide what people are told first, and whether a failure tells
 * anything of the job.
 */
final class NetworkWords {
  /** As libc, apt, pip, curl, git, Go and the engine say it. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "temporary failure|temporary error|could ?n[o']t (resolve|connect)|no such host"
              + "|bad address|name or service not known|getaddrinfo|EAI_AGAIN|ENOTFOUND"
              + "|(unable|failed|cannot) to (resolve|connect|fetch|download)"
              + "|(network|host) (is )?unreachable|no route to host|connection (timed|refused|reset)"
              + "|(i/o|handshake|connect|read|operation) time(out|d out)|dns|proxy"
              + "|unable to locate package|no matching distribution|network error",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DISK =
      Pattern.compile(
          "no space left on device|disk quota exceeded|not enough free space",
          Pattern.CASE_INSENSITIVE);

  private NetworkWords() {}

  static boolean network(String words) {
    return NETWORK.matcher(words).find();
  }

  /** Which is the host's trouble, and says nothing of the job. */
  static boolean fullDisk(String words) {
    return DISK.matcher(words).find();
  }
}
