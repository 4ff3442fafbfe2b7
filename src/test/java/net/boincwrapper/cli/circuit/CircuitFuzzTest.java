package net.boincwrapper.cli.circuit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Circuits that something has damaged: each is read to its end, whatever it has become. */
class CircuitFuzzTest {
  private static final int TIMES = 500;

  private final Random random = new Random(20);

  @Test
  @Timeout(value = 300, unit = SECONDS)
  void whateverBecomesOfAFileItIsRead() throws IOException {
    List<String> texts = new ArrayList<>();
    for (CircuitCase each : CircuitCasesTest.right()) {
      String text = each.files().get(CircuitCase.CIRCUIT.toString());
      // The loops that are followed for seconds are tried elsewhere.
      if (!text.contains("1000000000")) {
        texts.add(text);
      }
    }
    try (FileSystem system = Jimfs.newFileSystem(Configuration.unix())) {
      Path job = Files.createDirectory(system.getPath("/job"));
      Path circuit = system.getPath("circuit.qasm");
      for (int i = 0; i < TIMES; i++) {
        byte[] damaged = damaged(texts.get(random.nextInt(texts.size())), texts);
        Files.write(job.resolve(circuit), damaged);
        assertReads(job, circuit, damaged);
      }
    }
  }

  private static void assertReads(Path job, Path circuit, byte[] damaged) throws IOException {
    try {
      CircuitFile.Reading reading = CircuitFile.read(job, circuit);
      assertThat(reading.problems()).hasSizeLessThanOrEqualTo(101);
      assertThat(reading.circuit().gates().value().isPresent() && !reading.problems().isEmpty())
          .isFalse();
    } catch (RuntimeException | Error e) {
      throw new AssertionError(new String(damaged, StandardCharsets.UTF_8), e);
    }
  }

  private byte[] damaged(String text, List<String> texts) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = damaged(bytes, texts);
    }
    return bytes;
  }

  private byte[] damaged(byte[] bytes, List<String> texts) {
    int at = random.nextInt(bytes.length + 1);
    int until = Math.min(bytes.length, at + 1 + random.nextInt(12));
    byte[] before = Arrays.copyOf(bytes, at);
    byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> joined(before, Arrays.copyOfRange(bytes, until, bytes.length));
      case 1 -> joined(before, new byte[] {(byte) random.nextInt(256)}, after);
      case 2 -> joined(before, Arrays.copyOfRange(bytes, at, until), after);
      case 3 -> before;
      default -> {
        byte[] other = texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(30));
        yield joined(before, Arrays.copyOfRange(other, from, to), after);
      }
    };
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
