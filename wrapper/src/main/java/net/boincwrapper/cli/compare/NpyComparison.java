package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares two arrays of NumPy: the same type, shape and order; floating-point and complex elements
 * within the tolerance, others exactly.
 *
 * @param found gets the differences
 */
record NpyComparison(Rule rule, Differences found) {
  private static final int CHUNK = 1 << 16;

  void compare(Content a, Content b) throws IOException, NotOfThisKind {
    try (InputStream inA = a.open();
        InputStream inB = b.open()) {
      NpyHeader header = NpyHeader.read(inA);
      NpyHeader other = NpyHeader.read(inB);
      if (!header.equals(other)) {
        found.add("", header + " and " + other);
        return;
      }
      elements(header, inA, inB);
      if (inA.read() >= 0 || inB.read() >= 0) {
        throw new NotOfThisKind("an array with more behind it");
      }
    }
  }

  private void elements(NpyHeader header, InputStream a, InputStream b)
      throws IOException, NotOfThisKind {
    int size = header.itemSize();
    if (size == 0) {
      return;
    }
    BigInteger bytes = header.elements().multiply(BigInteger.valueOf(size));
    long left = bytes.bitLength() < Long.SIZE ? bytes.longValue() : Long.MAX_VALUE;
    int chunk = Math.max(1, CHUNK / size) * size;
    for (long first = 0; left > 0; first += chunk / size) {
      int length = (int) Math.min(chunk, left);
      items(header, first, NpyHeader.exactly(a, length), NpyHeader.exactly(b, length));
      left -= length;
    }
  }

  private void items(NpyHeader header, long first, byte[] a, byte[] b) throws NotOfThisKind {
    ByteBuffer x = ByteBuffer.wrap(a).order(header.order());
    ByteBuffer y = ByteBuffer.wrap(b).order(header.order());
    int size = header.itemSize();
    String kind = header.kind();
    for (int at = 0; at < a.length; at += size) {
      int from = at;
      long index = first + at / size;
      switch (kind) {
        case "f4" -> number(index, "", x.getFloat(at), y.getFloat(at));
        case "f8" -> number(index, "", x.getDouble(at), y.getDouble(at));
        case "c8" -> {
          number(index, ", real part", x.getFloat(at), y.getFloat(at));
          number(index, ", imaginary part", x.getFloat(at + 4), y.getFloat(at + 4));
        }
        case "c16" -> {
          number(index, ", real part", x.getDouble(at), y.getDouble(at));
          number(index, ", imaginary part", x.getDouble(at + 8), y.getDouble(at + 8));
        }
        default -> {
          if (!Arrays.equals(a, from, from + size, b, from, from + size)) {
            found.add(place(index, ""), "not the same");
          }
        }
      }
    }
  }

  private void number(long index, String part, double a, double b) {
    found.compare(() -> place(index, part), a, b, rule);
  }

  private static String place(long index, String part) {
    return String.format(Locale.ROOT, "element %d%s", index, part);
  }
}
