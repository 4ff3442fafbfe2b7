package net.boincwrapper.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What a crash of the host can make of a set of files. */
enum Tear {
  TRUNCATED {
    @Override
    void apply(Path directory, Path victim, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(victim);
      Files.write(victim, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
  },
  ZEROED {
    @Override
    void apply(Path directory, Path victim, Random random) throws IOException {
      Files.write(victim, new byte[(int) Files.size(victim)]);
    }
  },
  FLIPPED {
    @Override
    void apply(Path directory, Path victim, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(victim);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(victim, bytes);
    }
  },
  REMOVED {
    @Override
    void apply(Path directory, Path victim, Random random) throws IOException {
      Files.delete(victim);
    }
  },
  JOINED_BY_ANOTHER {
    @Override
    void apply(Path directory, Path victim, Random random) throws IOException {
      Files.writeString(directory.resolve("state.z" + random.nextInt(100)), "nobody's\n");
    }
  };

  /**
   * Damages a set of files.
   *
   * @param directory where they are
   * @param victim one of them, not empty
   */
  abstract void apply(Path directory, Path victim, Random random) throws IOException;
}
