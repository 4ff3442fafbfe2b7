package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/**
 * Reads sealed checkpoints, whatever a failing disk has made of them.
 *
 * @param slot the slot
 * @param resultName the result that they have to belong to
 */
record SealedFiles(SlotLayout slot, String resultName) {
  static final String MANIFEST = "manifest";

  /**
   * The manifest; the files are not read.
   *
   * @throws DamagedException not whole, or not of this result; its message continues "checkpoint 3"
   */
  Manifest manifest(int generation) throws DamagedException {
    Manifest manifest = claimed(slot, generation);
    if (!manifest.resultName().equals(resultName)) {
      throw another(manifest);
    }
    return manifest;
  }

  /**
   * The same of whatever result.
   *
   * @throws DamagedException its message continues "checkpoint 3"
   */
  static Manifest claimed(SlotLayout slot, int generation) throws DamagedException {
    UntrustedFiles.Reading reading =
        new OwnFiles(slot)
            .read(slot.checkpoint(generation).resolve(MANIFEST), ManifestFile.MAX_BYTES);
    byte[] content =
        reading
            .content()
            .orElseThrow(() -> new DamagedException("has no manifest that can be read"));
    Manifest manifest = parse(content);
    if (manifest.generation() != generation) {
      throw another(manifest);
    }
    return manifest;
  }

  private static DamagedException another(Manifest manifest) {
    return new DamagedException(
        "has the manifest of checkpoint " + manifest.generation() + " of " + manifest.resultName());
  }

  private static Manifest parse(byte[] content) throws DamagedException {
    try {
      return ManifestFile.parse(content);
    } catch (DamagedException e) {
      throw new DamagedException("has a damaged manifest: " + e.getMessage());
    }
  }

  /**
   * The manifest of a generation in which every file has the right length and hash.
   *
   * @throws DamagedException its message continues "checkpoint 3"
   */
  Manifest verified(int generation) throws DamagedException {
    Manifest manifest = manifest(generation);
    checkLengths(manifest);
    List<Integer> numbers = files(manifest);
    List<Path> paths =
        numbers.stream()
            .map(number -> slot.checkpoint(generation).resolve(String.valueOf(number)))
            .toList();
    try (FileHashes pending = FileHashes.begin(paths, manifest.bytes())) {
      List<String> hashes = pending.await();
      for (int at = 0; at < hashes.size(); at++) {
        check(manifest.entries().get(numbers.get(at)), hashes.get(at));
      }
    } catch (IOException e) {
      throw new DamagedException("cannot be read: " + SlotException.describe(e));
    }
    return manifest;
  }

  /**
   * Checks that all files are there, with the right lengths, without reading them.
   *
   * @throws DamagedException its message continues "checkpoint 3"
   */
  void checkLengths(Manifest manifest) throws DamagedException {
    for (int number : files(manifest)) {
      Entry entry = manifest.entries().get(number);
      long found =
          slotFiles()
              .stat(name(manifest.generation(), String.valueOf(number)))
              .orElseThrow(() -> new DamagedException("has no copy of " + entry.name()))
              .bytes();
      if (found != entry.bytes()) {
        throw new DamagedException(
            "has " + found + " of the " + entry.bytes() + " bytes of " + entry.name());
      }
    }
  }

  private static void check(Entry entry, String hash) throws DamagedException {
    if (!hash.equals(entry.sha256())) {
      throw new DamagedException("has other bytes in " + entry.name() + " than were sealed");
    }
  }

  private static List<Integer> files(Manifest manifest) {
    return IntStream.range(0, manifest.entries().size())
        .filter(number -> manifest.entries().get(number).kind() == Kind.FILE)
        .boxed()
        .toList();
  }

  /** Opens the copy of the file that has this place in the manifest. */
  SeekableByteChannel open(int generation, int number) throws IOException {
    return slotFiles().openToRead(name(generation, String.valueOf(number)));
  }

  private String name(int generation, String file) {
    return slot.directory().relativize(slot.checkpoint(generation).resolve(file)).toString();
  }

  private UntrustedFiles slotFiles() {
    return new UntrustedFiles(slot.directory());
  }
}
