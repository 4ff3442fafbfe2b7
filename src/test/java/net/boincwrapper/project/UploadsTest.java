package net.boincwrapper.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

  private final Uploads uploads = new Uploads();

  private String upload(long nbytes, long maxBytes, String md5, int offset, String data) {
    return uploads.take(
        """
        <data_server_request>
            <core_client_major_version>7</core_client_major_version>
        <file_upload>
        <file_info>
        <name>wu_0_r0</name>
        <xml_signature>
        </xml_signature>
        <max_nbytes>%d</max_nbytes>
        </file_info>
        <nbytes>%d</nbytes>
        <md5_cksum>%s</md5_cksum>
        <offset>%d</offset>
        <data>
        %s"""
            .formatted(maxBytes, nbytes, md5, offset, data)
            .getBytes(UTF_8));
  }

  private String size() {
    return uploads.take("<get_file_size>wu_0_r0</get_file_size>\n".getBytes(UTF_8));
  }

  @Test
  void aWholeFileIsKept() {
    assertThat(upload(5, 10, MD5_OF_HELLO, 0, "hello")).contains("<status>0</status>");
    assertThat(uploads.file("wu_0_r0")).hasValueSatisfying(b -> assertThat(b).hasSize(5));
  }

  @Test
  void anUploadThatBrokeOffGoesOnWhereItWas() {
    assertThat(size()).contains("<status>0</status>", "<file_size>0</file_size>");
    assertThat(upload(5, 10, MD5_OF_HELLO, 0, "hel")).contains("<status>1</status>");
    assertThat(uploads.file("wu_0_r0")).isEmpty();
    assertThat(size()).contains("<file_size>3</file_size>");
    assertThat(upload(5, 10, MD5_OF_HELLO, 3, "lo")).contains("<status>0</status>");
    assertThat(new String(uploads.file("wu_0_r0").orElseThrow(), UTF_8)).isEqualTo("hello");
  }

  @Test
  void otherBytesThanAnnouncedAreRefused() {
    assertThat(upload(5, 10, MD5_OF_HELLO, 0, "jello"))
        .contains("<status>-1</status>", "another MD5 sum");
    assertThat(uploads.file("wu_0_r0")).isEmpty();
    assertThat(size()).contains("<file_size>0</file_size>");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    assertThat(upload(5, 4, MD5_OF_HELLO, 0, "hello")).contains("<status>-1</status>", "larger");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertThat(uploads.take("nonsense".getBytes(UTF_8))).contains("<status>-1</status>");
  }
}
