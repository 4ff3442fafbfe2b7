package net.boincwrapper.powercut.guest;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An app whose result hangs on every one of its steps, and that does all about its checkpoint
 * wrong: two files that belong together, truncated and written in place, in several writes, with a
 * pause in the middle, never synced. It finds out whether they belong together when it starts, and
 * then fails.
 */
public final class CarelessApp {
  /** Bytes of its larger file: more than a page, and than what a disk writes at once. */
  private static final int STATE_BYTES = 256 << 10;

  /** What job.toml has to declare. */
  public static final String CHECKPOINT_FILES = "files = [\"count\", \"state/*.bin\"]";

  /** While the slot lacks it, the app goes on: it never ends before a cut that waits for it. */
  static final String MAY_END = "may-end";

  /** At least so many steps it makes in each of its starts. */
  private static final int STEPS = 4;

  /** Its exit status when its files do not belong together. */
  public static final int TORN = 3;

  private CarelessApp() {}

  /** Its script for sh, with the tools of the base image. */
  static String script() {
    return """
        torn() {
          echo "torn: $1" >> log.txt
          exit %d
        }
        state() { yes "$n $h" | head -c %d; }
        n=0 h=0
        if [ -e count ] || [ -e state/large.bin ]; then
          read -r n h < count || torn "count has no line"
          [ ${#h} = 64 ] || torn "count holds '$n $h'"
          state | cmp -s - state/large.bin || torn "state is not that of $n"
        fi
        echo "starting at $n, attempt $BOINC_ATTEMPT" >> log.txt
        mkdir -p state
        first=$n
        until [ -e %s ] && [ $((n - first)) -ge %d ]; do
          n=$((n + 1))
          h=$(printf '%%s %%s' "$h" "$n" | sha256sum | cut -c 1-64)
          {
            state | head -c 100000
            sleep 0.1
            state | tail -c +100001
            echo "$n $h" >&3
          } > state/large.bin 3> count
          sleep 1.5
        done
        echo "$n $h" > out.txt
        """
        .formatted(TORN, STATE_BYTES, MAY_END, STEPS);
  }

  /** What its output has to be after so many steps. */
  public static String result(int steps) {
    String hash = "0";
    for (int step = 1; step <= steps; step++) {
      hash = sha256(hash + " " + step);
    }
    return steps + " " + hash;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return String.format("%064x", new BigInteger(1, hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
