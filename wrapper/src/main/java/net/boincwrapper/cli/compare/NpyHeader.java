package net.boincwrapper.cli.compare;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the head of a file of NumPy says (numpy/lib/format.py describes versions 1 to 3).
 *
 * @param type such as {@code <c16}: byte order, kind, and bytes of an element
 * @param fortranOrder whether the first index runs fastest; false where it makes no difference
 * @param shape elements along each axis; empty for a single one
 */
record NpyHeader(String type, boolean fortranOrder, List<BigInteger> shape) {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST = 1 << 16;
  private static final Pattern DICTIONARY =
      Pattern.compile(
          "\\{\\s*'descr':\\s*'([<>|=]?[a-zA-Z][0-9]{0,4})',\\s*'fortran_order':\\s*(True|False),"
              + "\\s*'shape':\\s*\\(([0-9, ]{0,200})\\),?\\s*\\}\\s*");
  private static final Pattern SIZED = Pattern.compile("[<>|=]?([iufcbSVU])([0-9]{1,4})");
  private static final int BYTES_OF_A_CHARACTER = 4;

  static boolean isAt(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Leaves the stream at the first element. */
  static NpyHeader read(InputStream in) throws IOException, NotOfThisKind {
    byte[] start = exactly(in, MAGIC.length + 2);
    boolean isWide = start[MAGIC.length] > 1;
    ByteBuffer size = ByteBuffer.wrap(exactly(in, isWide ? 4 : 2)).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        isWide ? Integer.toUnsignedLong(size.getInt()) : Short.toUnsignedInt(size.getShort());
    if (!isAt(start) || length > LONGEST) {
      throw new NotOfThisKind("an array with a strange header");
    }
    String text = new String(exactly(in, (int) length), StandardCharsets.ISO_8859_1);
    Matcher dictionary = DICTIONARY.matcher(text);
    if (!dictionary.matches()) {
      throw new NotOfThisKind("an array of a type that is compared as bytes");
    }
    List<BigInteger> shape =
        Stream.of(dictionary.group(3).replace(" ", "").split(","))
            .filter(axis -> !axis.isEmpty())
            .map(BigInteger::new)
            .toList();
    boolean isFortran = dictionary.group(2).equals("True") && shape.size() > 1;
    return new NpyHeader(dictionary.group(1), isFortran, shape);
  }

  static byte[] exactly(InputStream in, int size) throws IOException, NotOfThisKind {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new NotOfThisKind("an array that ends too soon");
    }
    return bytes;
  }

  /** Bytes of an element. */
  int itemSize() throws NotOfThisKind {
    Matcher sized = SIZED.matcher(type);
    if (!sized.matches()) {
      throw new NotOfThisKind("an array of a type that is compared as bytes");
    }
    int size = Integer.parseInt(sized.group(2));
    return sized.group(1).equals("U") ? size * BYTES_OF_A_CHARACTER : size;
  }

  BigInteger elements() {
    return shape.stream().reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Without the byte order, such as {@code c16}. */
  String kind() {
    return type.replaceFirst("^[<>|=]", "");
  }

  ByteOrder order() {
    return type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public String toString() {
    return type + shape + (fortranOrder ? " in Fortran order" : "");
  }
}
