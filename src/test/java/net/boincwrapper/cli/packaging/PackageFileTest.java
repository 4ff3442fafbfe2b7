package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackageFileTest {
  private static final int DISK = 1 << 20;

  @Test
  void aFullDiskIsTheTargets() throws IOException {
    try (FileSystem disk =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder()
                .setAttributeViews("basic", "posix")
                .setMaxSize(DISK)
                .build())) {
      Path source = Files.write(disk.getPath("/program"), new byte[DISK * 3 / 4]);
      Path target = disk.getPath("/package");
      PackageFile copy = PackageFile.copy(source, "0".repeat(64), true);

      assertThatThrownBy(() -> copy.write(target))
          .isInstanceOfSatisfying(
              FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo("/package"));
    }
  }
}
