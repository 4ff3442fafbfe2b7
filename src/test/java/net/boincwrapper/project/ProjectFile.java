package net.boincwrapper.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that the project delivers: a physical name, which never gets other bytes, and bytes. */
public final class ProjectFile {
  private final String name;
  private final byte[] content;

  public ProjectFile(String name, byte[] content) {
    this.name = name;
    this.content = content.clone();
  }

  public static ProjectFile of(String name, String text) {
    return new ProjectFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content.clone();
  }

  /** How a scheduler's reply describes it. */
  String fileInfo(String downloads) {
    return Elements.around("file_info", elements(downloads));
  }

  /** What such a description holds. */
  public String elements(String downloads) {
    return Elements.element("name", name)
        + Elements.element("url", downloads + name)
        + Elements.element("md5_cksum", md5(content))
        + Elements.element("nbytes", content.length);
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
