package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** The dynamic section: what the loader is to find, and in which versions. */
final class ElfDynamic {
  private static final int DT_NULL = 0;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;
  private static final int DT_FLAGS_1 = 0x6ffffffb;
  private static final int DT_VERNEED = 0x6ffffffe;
  private static final int DF_1_PIE = 0x08000000;

  /** Real programs have some dozen entries, libraries and versions. */
  private static final int MOST_ENTRIES = 4096;

  /** Size of Elf32_Verneed, Elf64_Verneed, and of their Vernaux. */
  private static final int VERSION_ENTRY = 16;

  private final ElfBytes bytes;
  private final LongUnaryOperator offsets;
  private final List<Long> needed = new ArrayList<>();
  private final List<Long> paths = new ArrayList<>();
  private final List<String> libraries = new ArrayList<>();
  private final List<String> searchPaths = new ArrayList<>();
  private final Map<String, List<String>> versions = new LinkedHashMap<>();
  private long texts = -1;
  private long versionNeeds = -1;
  private boolean pie;

  /**
   * @param offsets from an address to its place in the file, or -1
   */
  ElfDynamic(ElfBytes bytes, LongUnaryOperator offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  void read(ElfReader.Segment table) throws IOException {
    int size = bytes.isWide() ? 16 : 8;
    ByteBuffer entries =
        bytes.at(table.offset(), Math.min(table.length(), (long) MOST_ENTRIES * size));
    for (int at = 0; at + size <= entries.limit(); at += size) {
      long tag = bytes.word(entries, at, at);
      if (tag == DT_NULL) {
        break;
      }
      entry(tag, bytes.word(entries, at + size / 2, at + size / 2));
    }
    texts(needed, libraries);
    texts(paths, searchPaths);
    readVersions();
  }

  private void entry(long tag, long value) {
    if (tag == DT_NEEDED) {
      needed.add(value);
    } else if (tag == DT_RPATH || tag == DT_RUNPATH) {
      paths.add(value);
    } else if (tag == DT_STRTAB) {
      texts = offsets.applyAsLong(value);
    } else if (tag == DT_VERNEED) {
      versionNeeds = offsets.applyAsLong(value);
    } else if (tag == DT_FLAGS_1) {
      pie = (value & DF_1_PIE) != 0;
    }
  }

  private void texts(List<Long> places, List<String> to) throws IOException {
    for (long place : places) {
      text(place).ifPresent(to::add);
    }
  }

  private Optional<String> text(long place) throws IOException {
    return texts < 0 || place < 0 ? Optional.empty() : bytes.text(texts + place);
  }

  /** A chain of libraries, each with a chain of versions. */
  private void readVersions() throws IOException {
    long at = versionNeeds;
    for (int i = 0; i < MOST_ENTRIES && at >= 0; i++) {
      ByteBuffer library = bytes.at(at, VERSION_ENTRY);
      if (library.limit() < VERSION_ENTRY) {
        return;
      }
      Optional<String> name = text(Integer.toUnsignedLong(library.getInt(4)));
      List<String> names =
          names(
              at + Integer.toUnsignedLong(library.getInt(8)),
              Short.toUnsignedInt(library.getShort(2)));
      name.ifPresent(it -> versions.put(it, names));
      at = next(at, library.getInt(12));
    }
  }

  private List<String> names(long first, int count) throws IOException {
    List<String> names = new ArrayList<>();
    long at = first;
    for (int i = 0; i < Math.min(count, MOST_ENTRIES) && at >= 0; i++) {
      ByteBuffer version = bytes.at(at, VERSION_ENTRY);
      if (version.limit() < VERSION_ENTRY) {
        break;
      }
      text(Integer.toUnsignedLong(version.getInt(8))).ifPresent(names::add);
      at = next(at, version.getInt(12));
    }
    return List.copyOf(names);
  }

  /** A step of 0 ends a chain; none goes backwards. */
  private static long next(long at, int step) {
    return step == 0 ? -1 : at + Integer.toUnsignedLong(step);
  }

  boolean isPie() {
    return pie;
  }

  List<String> libraries() {
    return libraries;
  }

  List<String> searchPaths() {
    return searchPaths;
  }

  Map<String, List<String>> versions() {
    return versions;
  }
}
