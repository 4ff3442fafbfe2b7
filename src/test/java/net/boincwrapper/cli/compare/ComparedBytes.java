package net.boincwrapper.cli.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the bytes that a case of {@code cases.txt} describes. */
final class ComparedBytes {
  private ComparedBytes() {}

  static byte[] of(String description) throws IOException {
    String[] words = description.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "text" -> text(rest);
      case "npy" -> npy(rest);
      case "npz" -> npz(rest);
      case "gz" -> gz(of(rest));
      case "repeat" -> repeated(rest);
      default -> throw new IllegalArgumentException(description);
    };
  }

  private static byte[] text(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter != '\\') {
        bytes.write(letter);
        continue;
      }
      char escape = text.charAt(++i);
      if (escape == 'x') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write("\n\t\r\\".charAt("ntr\\".indexOf(escape)));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] repeated(String description) {
    String[] parts = description.split("[ |]+", -1);
    int times = Integer.parseInt(parts[0]);
    String middle = description.split("\\|", -1)[1].strip();
    String after = description.split("\\|", -1)[2].strip();
    return (parts[1].repeat(times) + middle + after.repeat(times)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gz(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] npz(String entries) throws IOException {
    boolean isStored = entries.startsWith("stored ");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(isStored ? 0 : 9);
      for (String entry : entries.replaceFirst("^stored ", "").split(" ; ")) {
        String[] named = entry.split("=", 2);
        zip.putNextEntry(new ZipEntry(named[0]));
        zip.write(of(named[1]));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(String description) throws IOException {
    String[] words = description.split(" ");
    String type = words[0];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(type, words[2].equals("F") ? "True" : "False", words[1]);
    header += " ".repeat(117 - header.length()) + "\n";
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.write(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 3; i < words.length; i++) {
      bytes.write(element(type, words[i]));
    }
    return bytes.toByteArray();
  }

  private static byte[] element(String type, String number) {
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return switch (type.substring(1)) {
      case "f4", "c8" ->
          ByteBuffer.allocate(4).order(order).putFloat(Float.parseFloat(number)).array();
      case "i8" -> ByteBuffer.allocate(8).order(order).putLong(Long.parseLong(number)).array();
      default -> ByteBuffer.allocate(8).order(order).putDouble(Double.parseDouble(number)).array();
    };
  }
}
