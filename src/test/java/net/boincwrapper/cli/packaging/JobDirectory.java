package net.boincwrapper.cli.packaging;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.boincwrapper.cli.compare.Rule;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.RehearsalRecord;
import net.boincwrapper.job.Problem;

/** A job in memory, and what a package of it says. */
final class JobDirectory {
  static final String IN =
      """
      <input_template>
        <file_info>
        </file_info>
        <workunit>
          <file_ref>
            <open_name>circuit.qasm</open_name>
            <copy_file/>
          </file_ref>
          <rsc_fpops_est>1e11</rsc_fpops_est>
          <delay_bound>86400</delay_bound>
          <command_line>--shots 20</command_line>
        </workunit>
      </input_template>
      """;

  static final String OUT =
      """
      <output_template>
        <file_info>
          <name><OUTFILE_0/></name>
          <generated_locally/>
          <upload_when_present/>
          <max_nbytes>1000</max_nbytes>
          <url><UPLOAD_URL/></url>
        </file_info>
        <result>
          <file_ref>
            <file_name><OUTFILE_0/></file_name>
            <open_name>result.json</open_name>
            <copy_file/>
          </file_ref>
        </result>
      </output_template>
      """;

  private final Path home =
      Jimfs.newFileSystem(
              Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build())
          .getPath("/home/author");

  final Path job = home.resolve("job");
  final Path root = home.resolve("out");

  JobDirectory() throws IOException {
    Files.createDirectories(job);
    write("job.toml", "image_name = \"debian\"\n");
    write("count.sh", "#!/bin/sh\n");
    write("circuit.qasm", "OPENQASM 3;\n");
    write("in.xml", IN);
    write("out.xml", OUT);
    write("README.md", "not shipped");
    Files.write(program(), elf());
  }

  /** What stands for the released executable. */
  Path program() {
    return home.resolve("docker_wrapper_0.1.0_x86_64-pc-linux-gnu");
  }

  static byte[] elf() {
    byte[] said = "nothing\nAPI_VERSION_8.3.0\nmore".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(128)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
        .putShort(18, (short) 62)
        .position(64)
        .put(said)
        .array();
  }

  Path write(String name, String content) {
    try {
      Path file = job.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void makeExecutable(String name) throws IOException {
    Files.setPosixFilePermissions(job.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  PackageOrder order(String version) {
    return order(version, OptionalInt.empty());
  }

  PackageOrder order(String version, OptionalInt threads) {
    return new PackageOrder(
        AppName.parse("shots"),
        VersionNumber.parse(version),
        Platform.X86_64,
        new PlanClass(threads, false),
        program(),
        "0.1.0",
        Rule.ofReplicas(1e-9, OptionalDouble.empty()));
  }

  JobFolder folder() throws IOException {
    return JobFolder.read(job, "job.toml", "Dockerfile");
  }

  PackageTree tree(PackageOrder order, RehearsalRecord... rehearsed) throws IOException {
    Packaging packaging =
        new Packaging(folder(), order, root, Stream.of(rehearsed).findFirst(), Optional.empty());
    return packaging.gather().orElseThrow(() -> new AssertionError(packaging.problems()));
  }

  /** Of a package that cannot be made. */
  List<String> problems() throws IOException {
    Packaging packaging =
        new Packaging(folder(), order("1.2"), root, Optional.empty(), Optional.empty());
    if (packaging.gather().isPresent()) {
      throw new AssertionError("there is nothing wrong");
    }
    return packaging.problems().stream().map(Problem::toString).toList();
  }

  /** A file of the package that has been written. */
  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  /** Of all files that are there, relative. */
  List<String> there() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  boolean isExecutable(String path) {
    try {
      return PackageFile.isExecutable(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
