package net.boincwrapper.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What is the same in every report: template, style, script, and the library that draws. */
final class Assets {
  /** As WebJars lay it out; the version is that of pom.xml. */
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  private Assets() {}

  static String template() throws IOException {
    return read("report.html");
  }

  static String style() throws IOException {
    return read(UPLOT + "dist/uPlot.min.css") + read("report.css");
  }

  /** uPlot's licence wants its notice in every copy. */
  static String script() throws IOException {
    String licence = "/*\n" + read(UPLOT + "LICENSE").strip() + "\n*/\n";
    return licence + read(UPLOT + "dist/uPlot.iife.min.js") + read("report.js");
  }

  /** What a Content-Security-Policy allows a script or a style by (CSP3, section 2.3.1). */
  static String hash(String content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream stream = Assets.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("the program lacks its own file " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
