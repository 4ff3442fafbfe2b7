package net.boincwrapper.slot;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Tells whether the slot is still ours. Without a word, the client may abort a task whose quit is
 * pending, empty the slot and give it to another task while the old wrapper is still stopping. So
 * ask before each write into the slot while stopping or collecting.
 */
public final class SlotLease {
  private final SlotLayout layout;
  private final String resultName;

  /** {@code init_data.xml} when the slot was last found to be ours: the same bytes say the same. */
  private volatile Optional<byte[]> oursBy = Optional.empty();

  /**
   * The slot of a task.
   *
   * @param resultName our result's name, as the client has written it
   */
  public SlotLease(SlotLayout layout, String resultName) {
    this.layout = layout;
    this.resultName = resultName;
  }

  /** Who holds the slot. */
  public enum Holder {
    OURS,
    /** Another result's, or nobody's. */
    ANOTHER,
    /**
     * The client is just writing {@code init_data.xml}, so ask again in a moment; or the app has
     * put something there that no client wrote.
     */
    UNKNOWN
  }

  /**
   * Who holds the slot, by {@code result_name} in {@code init_data.xml}. If that file is missing,
   * the app may have removed it. But the app cannot reach our own directory, and a client that
   * empties the slot removes that too.
   */
  public Holder holder() {
    UntrustedFiles.Reading reading =
        new UntrustedFiles(layout.directory()).read(SlotLayout.INIT_DATA, InitDataFile.MAX_BYTES);
    if (reading.problem().isPresent()) {
      return Holder.UNKNOWN;
    }
    Optional<byte[]> content = reading.content();
    if (content.isEmpty()) {
      return withoutInitData();
    }
    boolean asBefore = oursBy.filter(was -> Arrays.equals(was, content.get())).isPresent();
    return asBefore ? Holder.OURS : holderBy(content.get());
  }

  private Holder withoutInitData() {
    try {
      return new OwnFiles(layout).isThere(layout.knownLinks()) ? Holder.OURS : Holder.ANOTHER;
    } catch (IOException e) {
      return Holder.UNKNOWN;
    }
  }

  /**
   * Whether {@code init_data.xml} is there, even just as a link; also true if that cannot be
   * determined.
   */
  public boolean mayHaveInitData() {
    return !new UntrustedFiles(layout.directory()).isAbsent(SlotLayout.INIT_DATA);
  }

  private Holder holderBy(byte[] content) {
    try {
      boolean ours = InitDataFile.resultNames(content).equals(List.of(resultName));
      oursBy = ours ? Optional.of(content) : oursBy;
      return ours ? Holder.OURS : Holder.ANOTHER;
    } catch (XMLStreamException e) {
      return Holder.UNKNOWN;
    }
  }
}
