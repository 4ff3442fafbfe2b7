package net.boincwrapper.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns what a program wrote for a terminal into lines for a file: without control sequences
 * (ECMA-48: CSI, OSC and other strings, single escapes, the 8-bit forms), without what a backspace
 * or a carriage return overwrites, and of limited length. Text can come in pieces that end
 * anywhere.
 */
public final class PlainText {
  /** How many characters of a line are kept. */
  public static final int LINE_CHARS = 2000;

  private static final char ESC = 0x1b;
  private static final char BEL = 0x07;
  private static final char CANCEL = 0x18;
  private static final char SUBSTITUTE = 0x1a;
  private static final char DELETE = 0x7f;
  private static final char NEXT_LINE = 0x85;
  private static final char STRING_END = 0x9c;
  private static final char LAST_OF_C1 = 0x9f;

  private enum State {
    TEXT,
    /** After ESC. */
    ESCAPE,
    /** After ESC and intermediate bytes, as in the choice of a character set. */
    INTERMEDIATE,
    /** A control sequence: parameters, intermediates, one final byte. */
    SEQUENCE,
    /** A command string, up to BEL or ST. */
    STRING,
    /** After ESC in a string. */
    STRING_ESCAPE
  }

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private State state = State.TEXT;
  private boolean returned;
  private int dropped;

  /**
   * @param lines receives each line without its line break, empty lines included
   */
  public PlainText(Consumer<String> lines) {
    this.lines = lines;
  }

  /** One text, of one line or several, at once. */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder();
    PlainText filter = new PlainText(line -> plain.append(line).append('\n'));
    filter.append(text);
    filter.end();
    int last = plain.length() - 1;
    boolean closed = text.endsWith("\n");
    return last >= 0 && !closed ? plain.substring(0, last) : plain.toString();
  }

  /**
   * The same for bytes that were cut out of a stream. They are UTF-8; what is not valid is taken
   * for ISO 8859-1.
   */
  public static byte[] of(byte[] bytes) {
    return of(decode(bytes)).getBytes(StandardCharsets.UTF_8);
  }

  public void append(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      take(piece.charAt(i));
    }
  }

  /** There is no more text: what has no line break yet is a line, too. */
  public void end() {
    if (line.length() > 0) {
      endLine();
    }
    state = State.TEXT;
  }

  private void take(char c) {
    if (c == ESC) {
      state = state == State.STRING ? State.STRING_ESCAPE : State.ESCAPE;
    } else if (state == State.TEXT) {
      text(c);
    } else if (c == '\n' || c == '\r' || c == CANCEL || c == SUBSTITUTE) {
      // A broken sequence must not swallow what follows.
      state = State.TEXT;
      text(c);
    } else {
      inSequence(c);
    }
  }

  private void inSequence(char c) {
    switch (state) {
      case ESCAPE -> escape(c);
      case INTERMEDIATE -> until('0', c);
      case SEQUENCE -> until('@', c);
      case STRING_ESCAPE -> {
        state = State.TEXT;
        if (c != '\\') {
          escape(c);
        }
      }
      default -> state = c == BEL || c == STRING_END ? State.TEXT : State.STRING;
    }
  }

  private void escape(char c) {
    if (c == '[') {
      state = State.SEQUENCE;
    } else if ("]PX^_".indexOf(c) >= 0) {
      state = State.STRING;
    } else if (c >= ' ' && c < '0') {
      state = State.INTERMEDIATE;
    } else {
      state = State.TEXT;
      if (c >= DELETE) {
        text(c);
      }
    }
  }

  /** Ends a sequence at a character from {@code first} on; one beyond ASCII breaks it off. */
  private void until(char first, char c) {
    if (c > DELETE) {
      state = State.TEXT;
      text(c);
    } else if (c >= first && c < DELETE) {
      state = State.TEXT;
    }
  }

  private void text(char c) {
    if (c == '\n' || c == '\f' || c == '\u000b' || c == NEXT_LINE) {
      endLine();
    } else if (c == '\r') {
      returned = true;
    } else if (c == '\b') {
      backspace();
    } else if (c >= DELETE && c <= LAST_OF_C1) {
      control8(c);
    } else if (c >= ' ' || c == '\t') {
      print(c);
    }
  }

  /** The 8-bit forms of ESC and another character (ECMA-48, 5.3). */
  private void control8(char c) {
    if (c != DELETE) {
      escape((char) (c - 0x40));
    }
  }

  private void print(char c) {
    if (returned) {
      clear();
    }
    if (line.length() < LINE_CHARS) {
      line.append(c);
    } else {
      dropped++;
    }
  }

  private void backspace() {
    if (returned) {
      return;
    }
    if (dropped > 0) {
      dropped--;
    } else if (line.length() > 0) {
      line.setLength(line.offsetByCodePoints(line.length(), -1));
    }
  }

  private void endLine() {
    String end = dropped > 0 ? " …" : "";
    lines.accept(line + end);
    clear();
  }

  private void clear() {
    line.setLength(0);
    returned = false;
    dropped = 0;
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    skipRestOfCharacter(in);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (in.get() & 0xff));
      }
      decoder.reset();
    }
  }

  /** The cut can be within a character, and the rest of it would look like an 8-bit control. */
  private static void skipRestOfCharacter(ByteBuffer in) {
    while (in.hasRemaining() && in.position() < 3 && (in.get(in.position()) & 0xc0) == 0x80) {
      in.get();
    }
  }
}
