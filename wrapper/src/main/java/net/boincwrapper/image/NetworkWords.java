package net.boincwrapper.image;

import java.util.regex.Pattern;

/**
 * Whether a build's last words sound like a missing network or a full disk. No list of such words
 * is complete. They only decide what people are told first, and whether a failure says anything
 * about the job.
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

  /** A full disk is the host's problem and says nothing about the job. */
  static boolean fullDisk(String words) {
    return DISK.matcher(words).find();
  }
}
