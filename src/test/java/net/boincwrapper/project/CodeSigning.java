package net.boincwrapper.project;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;

/**
 * A project's keys, in BOINC's own spelling ({@code lib/crypt.cpp}): RSA of 1024 bits over the MD5
 * in hexadecimal.
 */
public final class CodeSigning {
  /** {@code lib/crypt.h:MAX_RSA_MODULUS_BITS}. */
  private static final int BITS = 1024;

  private static final int LINE = 64;

  private final KeyPair keys;

  private CodeSigning(KeyPair keys) {
    this.keys = keys;
  }

  /** New keys. */
  public static CodeSigning generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return new CodeSigning(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has RSA", e);
    }
  }

  /** What a scheduler's reply tells: the length, then modulus and exponent. */
  String publicKey() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    byte[] both = Arrays.copyOf(fixed(key.getModulus()), BITS / 4);
    System.arraycopy(fixed(key.getPublicExponent()), 0, both, BITS / 8, BITS / 8);
    return BITS + "\n" + lines(both);
  }

  /** {@code sign_file}, {@code sign_block}: lines in hexadecimal, the last one a point. */
  public String sign(byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, keys.getPrivate());
      return lines(cipher.doFinal(ProjectFile.md5(content).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[BITS / 8];
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    return fixed;
  }

  /** {@code sprint_hex_data}. */
  private static String lines(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < hex.length(); at += LINE) {
      lines.append(hex, at, Math.min(at + LINE, hex.length())).append('\n');
    }
    return lines.append(".\n").toString();
  }
}
