package net.boincwrapper.slot;

import java.util.Optional;

/**
 * Reassembles what the client writes in pieces. Each piece is scrubbed as soon as it is there, so a
 * later look finds blanks where an earlier one found a secret.
 */
final class AsWritten {
  private byte[] seen = {};

  /** The file as the client has written it so far; empty where this look shows nothing new. */
  Optional<byte[]> add(SlotScrub.Found found) {
    byte[] now = found.content().clone();
    boolean goesOn = goesOn(now);
    if (!found.secret() && !(goesOn && now.length > seen.length)) {
      return Optional.empty();
    }
    if (goesOn) {
      System.arraycopy(seen, 0, now, 0, seen.length);
    }
    seen = now;
    return Optional.of(now.clone());
  }

  /** If not, it is another file. */
  private boolean goesOn(byte[] now) {
    boolean same = seen.length > 0 && now.length >= seen.length;
    for (int i = 0; same && i < seen.length; i++) {
      same = now[i] == seen[i] || now[i] == ' ';
    }
    return same;
  }
}
