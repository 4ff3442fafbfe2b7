package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/bundle} with a list of classes that does not fit. */
class UntrainedIT {
  @TempDir private Path directory;
  private Path list = Path.of("");

  /** A checkout of its own, with the jar that is tested. */
  @BeforeEach
  void copyCheckout() throws IOException {
    Bundle.underTest();
    Path home = Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
    for (String part : new String[] {"bin", "wrapper/src/main/c", "pom.xml", "LICENSE"}) {
      Path copy = directory.resolve(part);
      Files.createDirectories(copy.getParent());
      Shell.succeed("cp", "-r", home.resolve(part).toString(), copy.toString());
    }
    Path jar = Path.of(System.getProperty("docker-wrapper.jar", "target/docker-wrapper.jar"));
    Files.copy(
        jar, Files.createDirectory(directory.resolve("target")).resolve("docker-wrapper.jar"));
    list = directory.resolve("wrapper/src/main/c/classes.list");
  }

  private Shell.Result bundle() {
    return Shell.run(directory.resolve("bin/bundle").toString());
  }

  private void isRefused(Shell.Result result) throws IOException {
    assertThat(result.status()).as(result.output()).isEqualTo(1);
    assertThat(result.output())
        .contains("classes.list no longer matches the classes")
        .contains("bin/bundle --train", "bin/bundle --untrained");
    try (Stream<Path> made = Files.list(directory.resolve("target"))) {
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void aListWithAClassThatIsGoneIsRefused() throws IOException {
    Files.writeString(list, "net/boincwrapper/task/Vanished\n", StandardOpenOption.APPEND);

    Shell.Result result = bundle();

    isRefused(result);
    assertThat(result.output())
        .contains("net/boincwrapper/task/Vanished is listed, and not in the jar");
  }

  /** What is said of a class is where in it others are named: a change of the class moves that. */
  @Test
  void aListOfAnotherVersionOfAClassIsRefused() throws IOException {
    Files.writeString(
        list, "@cp net/boincwrapper/slot/SlotLayout 60000\n", StandardOpenOption.APPEND);

    isRefused(bundle());
  }
}
