package net.boincwrapper.project;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class CodeSigningTest {
  private final CodeSigning keys = CodeSigning.generate();

  @Test
  void aSignatureIsTheMd5InHexadecimal() throws GeneralSecurityException {
    String[] signature = keys.sign("abc".getBytes(US_ASCII)).split("\n");

    assertThat(signature).hasSize(5).endsWith(".");
    byte[] bytes = HexFormat.of().parseHex(String.join("", signature).replace(".", ""));
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, publicKey());
    assertThat(new String(cipher.doFinal(bytes), US_ASCII))
        .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    String text = keys.publicKey();
    assertThat(text).startsWith("1024\n").endsWith("\n.\n");
    String hex = text.substring("1024\n".length()).replaceAll("[\n.]", "");
    assertThat(hex).hasSize(2 * 2 * 128);
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                new BigInteger(hex.substring(0, 256), 16), new BigInteger(hex.substring(256), 16)));
  }
}
