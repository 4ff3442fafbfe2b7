package net.boincwrapper.engine.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes small ELF files, as a linker would: one loaded segment, and what points into it. */
public final class ElfSample {
  private static final long BASE = 0x400000;
  private static final int ROOM = 16 << 10;

  private int type = 2;
  private int machine = 62;
  private boolean wide = true;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private Optional<String> loader = Optional.empty();
  private final List<String> libraries = new ArrayList<>();
  private final Map<String, List<String>> versions = new LinkedHashMap<>();
  private Optional<String> runPath = Optional.empty();
  private OptionalInt isa = OptionalInt.empty();
  private long flags;

  /** A static program for x86-64. */
  public static ElfSample program() {
    return new ElfSample();
  }

  public ElfSample type(int eType) {
    type = eType;
    return this;
  }

  public ElfSample machine(int eMachine) {
    machine = eMachine;
    return this;
  }

  /** 32 bits, or 64. */
  public ElfSample layout(int bits, ByteOrder byteOrder) {
    wide = bits == 64;
    order = byteOrder;
    return this;
  }

  public ElfSample loader(String path) {
    loader = Optional.of(path);
    return this;
  }

  public ElfSample needs(String library, String... versionNames) {
    libraries.add(library);
    if (versionNames.length > 0) {
      versions.put(library, List.of(versionNames));
    }
    return this;
  }

  public ElfSample runPath(String path) {
    runPath = Optional.of(path);
    return this;
  }

  public ElfSample isa(int bits) {
    isa = OptionalInt.of(bits);
    return this;
  }

  public ElfSample flags(long flags1) {
    flags = flags1;
    return this;
  }

  public byte[] bytes() {
    return new Writer().write();
  }

  private final class Writer {
    private final ByteBuffer out = ByteBuffer.allocate(ROOM).order(order);
    private final ByteBuffer texts = ByteBuffer.allocate(4 << 10).order(order);
    private final List<long[]> segments = new ArrayList<>();
    private int end = 1024;

    byte[] write() {
      texts.put((byte) 0);
      segments.add(new long[] {1, 0, ROOM, 4096});
      loader.ifPresent(path -> segment(3, zeroEnded(path), 1));
      isa.ifPresent(bits -> segment(4, note(bits), wide ? 8 : 4));
      if (!libraries.isEmpty() || flags != 0) {
        dynamic();
      }
      header();
      return out.array();
    }

    private void segment(int kind, byte[] content, int align) {
      segments.add(new long[] {kind, place(content), content.length, align});
    }

    private int place(byte[] content) {
      end = (end + 7) / 8 * 8;
      int at = end;
      out.put(at, content);
      end += content.length;
      return at;
    }

    private int text(String text) {
      int at = texts.position();
      texts.put(zeroEnded(text));
      return at;
    }

    private byte[] zeroEnded(String text) {
      return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] note(int bits) {
      ByteBuffer note = ByteBuffer.allocate(wide ? 32 : 28).order(order);
      note.putInt(4).putInt(wide ? 16 : 12).putInt(5).put(zeroEnded("GNU"));
      note.putInt(0xc0008002).putInt(4).putInt(bits);
      return note.array();
    }

    private void dynamic() {
      List<long[]> entries = new ArrayList<>();
      libraries.forEach(library -> entries.add(new long[] {1, text(library)}));
      runPath.ifPresent(path -> entries.add(new long[] {29, text(path)}));
      if (!versions.isEmpty()) {
        entries.add(new long[] {0x6ffffffeL, BASE + place(versionNeeds())});
        entries.add(new long[] {0x6fffffffL, versions.size()});
      }
      entries.add(new long[] {0x6ffffffbL, flags});
      entries.add(new long[] {5, BASE + place(texts.array())});
      entries.add(new long[] {0, 0});
      ByteBuffer table = ByteBuffer.allocate(entries.size() * (wide ? 16 : 8)).order(order);
      entries.forEach(entry -> words(table, entry));
      segment(2, table.array(), 8);
    }

    private byte[] versionNeeds() {
      int count = versions.values().stream().mapToInt(List::size).sum() + versions.size();
      ByteBuffer needs = ByteBuffer.allocate(count * 16).order(order);
      int left = versions.size();
      for (Map.Entry<String, List<String>> library : versions.entrySet()) {
        int names = library.getValue().size();
        needs.putShort((short) 1).putShort((short) names).putInt(text(library.getKey())).putInt(16);
        needs.putInt(--left == 0 ? 0 : 16 * (names + 1));
        for (int i = 0; i < names; i++) {
          needs.putInt(0).putInt(0).putInt(text(library.getValue().get(i)));
          needs.putInt(i == names - 1 ? 0 : 16);
        }
      }
      return needs.array();
    }

    private void words(ByteBuffer to, long... values) {
      for (long value : values) {
        if (wide) {
          to.putLong(value);
        } else {
          to.putInt((int) value);
        }
      }
    }

    private void header() {
      out.position(0);
      out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
      out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)).put((byte) 1).position(16);
      out.putShort((short) type).putShort((short) machine).putInt(1);
      words(out, BASE, wide ? 64 : 52, 0);
      out.putInt(0).putShort((short) (wide ? 64 : 52)).putShort((short) (wide ? 56 : 32));
      out.putShort((short) segments.size()).position(wide ? 64 : 52);
      for (long[] it : segments) {
        out.putInt((int) it[0]);
        if (wide) {
          out.putInt(4);
        }
        words(out, it[1], BASE + it[1], BASE + it[1], it[2], it[2]);
        if (!wide) {
          out.putInt(4);
        }
        words(out, it[3]);
      }
    }
  }
}
