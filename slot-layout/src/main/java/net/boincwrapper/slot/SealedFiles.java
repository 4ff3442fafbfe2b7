package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.RecordText.DamagedException;

/**
 * Reads sealed checkpoints, whatever a failing disk has made of them.
 *
 * @param slot the slot
 * @param resultName whose they have to be
 */
record SealedFiles(SlotLayout slot, String resultName) {
  static final String MANIFEST = "manifest";

  /**
   * The manifest, the files unread.
   *
   * @throws DamagedException not whole, or not of this result; goes on from "checkpoint 3"
   */
  Manifest manifest(int generation) throws DamagedException {
    UntrustedFiles.Reading reading =
        files().read(name(generation, MANIFEST), ManifestFile.MAX_BYTES);
    byte[] content =
        reading
            .content()
            .orElseThrow(() -> new DamagedException("has no manifest that can be read"));
    Manifest manifest = parse(content);
    if (manifest.generation() != generation || !manifest.resultName().equals(resultName)) {
      throw new DamagedException(
          "has the manifest of checkpoint "
              + manifest.generation()
              + " of "
              + manifest.resultName());
    }
    return manifest;
  }

  private static Manifest parse(byte[] content) throws DamagedException {
    try {
      return ManifestFile.parse(content);
    } catch (DamagedException e) {
      throw new DamagedException("has a damaged manifest: " + e.getMessage());
    }
  }

  /**
   * The manifest of a generation whose every file has its length and its hash.
   *
   * @throws DamagedException goes on from "checkpoint 3"
   */
  Manifest verified(int generation) throws DamagedException {
    Manifest manifest = manifest(generation);
    for (int number = 0; number < manifest.entries().size(); number++) {
      Entry entry = manifest.entries().get(number);
      if (entry.kind() == Kind.FILE) {
        verify(generation, number, entry);
      }
    }
    return manifest;
  }

  private void verify(int generation, int number, Entry entry) throws DamagedException {
    try (SeekableByteChannel channel = open(generation, number)) {
      if (channel.size() != entry.bytes()) {
        throw new DamagedException(
            "has " + channel.size() + " of the " + entry.bytes() + " bytes of " + entry.name());
      }
      if (!Sha256.of(channel, entry.bytes()).equals(entry.sha256())) {
        throw new DamagedException("has other bytes in " + entry.name() + " than were sealed");
      }
    } catch (IOException e) {
      throw new DamagedException("cannot give back " + entry.name() + ": " + e.getMessage());
    }
  }

  /** The copy of the file that has this place in the manifest. */
  SeekableByteChannel open(int generation, int number) throws IOException {
    return files().openToRead(name(generation, String.valueOf(number)));
  }

  private String name(int generation, String file) {
    return slot.directory().relativize(slot.checkpoint(generation).resolve(file)).toString();
  }

  private UntrustedFiles files() {
    return new UntrustedFiles(slot.directory());
  }
}
