package net.boincwrapper.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import net.boincwrapper.policy.TrustedFile.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which somebody else than root could have written a policy, on real files. */
class TrustedFileTest {
  private static final int ANOTHER_USER = 65_534;

  @TempDir private Path top;
  private Path etc;
  private Path directory;
  private Path file;
  private int owner;

  @BeforeEach
  void aPolicyThatIsBelieved() throws IOException {
    etc = Files.createDirectory(top.resolve("etc"));
    directory = Files.createDirectory(etc.resolve("docker-wrapper"));
    file = Files.writeString(directory.resolve("host.toml"), "builds = false\n");
    for (Path each : new Path[] {etc, directory}) {
      mode(each, "rwxr-xr-x");
    }
    mode(file, "rw-r--r--");
    owner = (Integer) Files.getAttribute(file, "unix:uid");
  }

  @Test
  void aFileThatOnlyItsOwnerCanHaveWrittenIsRead() {
    assertThat(read()).isInstanceOf(Reading.Content.class);
    assertThat(text(read())).isEqualTo("builds = false\n");
  }

  @Test
  void noFileIsNoPolicy() throws IOException {
    Files.delete(file);
    assertThat(read()).isInstanceOf(Reading.Absent.class);

    Files.delete(directory);
    assertThat(read()).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void itsGroupMayNotWriteIt() throws IOException {
    mode(file, "rw-rw-r--");

    assertThat(reason(read()))
        .isEqualTo(
            "is not believed, because it can be written by others than root (mode 0664); as root:"
                + " chmod go-w "
                + file);
  }

  @Test
  void othersMayNotWriteIt() throws IOException {
    mode(file, "rw-r--rw-");

    assertThat(reason(read())).contains("mode 0646");
  }

  @Test
  void noDirectoryAboveItMayBeWrittenByOthers() throws IOException {
    mode(directory, "rwxrwxr-x");
    assertThat(reason(read())).contains(directory + " can be written by others");

    mode(directory, "rwxr-xr-x");
    mode(etc, "rwxr-xrwx");
    assertThat(reason(read())).contains(etc + " can be written by others");
  }

  @Test
  void aDirectoryInWhichNobodyCanRemoveWhatIsNotTheirsIsRefusedAllTheSame() throws IOException {
    Files.setAttribute(etc, "unix:mode", 01777);

    assertThat(reason(read())).contains("mode 1777");
  }

  @Test
  void itMustBelongToRoot() throws IOException {
    assumeRoot();
    Files.setAttribute(file, "unix:uid", ANOTHER_USER);

    assertThat(reason(read())).contains("it belongs to user 65534, not to root");
  }

  @Test
  void everyDirectoryAboveItMustBelongToRoot() throws IOException {
    assumeRoot();
    Files.setAttribute(etc, "unix:uid", ANOTHER_USER);

    assertThat(reason(read())).contains(etc + " belongs to user 65534");
  }

  @Test
  void aFileOfAnotherUserThatRootHasLinkedHereIsRefused() throws IOException {
    assumeRoot();
    Path theirs = Files.writeString(top.resolve("theirs"), "builds = true\n");
    Files.setAttribute(theirs, "unix:uid", ANOTHER_USER);
    Files.delete(file);
    Files.createLink(file, theirs);

    assertThat(reason(read())).contains("belongs to user 65534");
  }

  @Test
  void anAccessControlListThatLetsAnotherWriteIsSeenInTheBitsOfTheGroup() throws Exception {
    acl("u:" + ANOTHER_USER + ":rw", file);

    assertThat(reason(read())).contains("can be written by others").contains("mode 0664");
  }

  @Test
  void soIsOneOfADirectoryAboveIt() throws Exception {
    acl("g:" + ANOTHER_USER + ":rwx", directory);

    assertThat(reason(read())).contains(directory + " can be written by others");
  }

  @Test
  void aListThatLetsOthersReadOnlyIsBelieved() throws Exception {
    acl("u:" + ANOTHER_USER + ":r", file);
    assertThat(read()).isInstanceOf(Reading.Content.class);

    acl("u:" + ANOTHER_USER + ":rw,m::r", file); // The mask takes the write away.
    assertThat(read()).isInstanceOf(Reading.Content.class);
  }

  /** What is made in the directory later inherits it, and is then refused itself. */
  @Test
  void aListForFilesToComeIsSeenInEachThatHasCome() throws Exception {
    acl("d:u:" + ANOTHER_USER + ":rw", directory);
    assertThat(read()).isInstanceOf(Reading.Content.class);

    Files.delete(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-r--")));

    assertThat(reason(read())).contains("can be written by others");
  }

  private static void acl(String entries, Path path) throws InterruptedException {
    assumeTrue(
        run("setfacl", "-m", entries, path.toString()) == 0,
        "needs setfacl, and a file system with access control lists: bin/setup --tests");
  }

  @Test
  void noPartOfItsPathMayBeALink() throws IOException {
    Path elsewhere = Files.createDirectory(top.resolve("elsewhere"));
    Files.move(file, elsewhere.resolve("host.toml"));
    Files.createSymbolicLink(file, elsewhere.resolve("host.toml"));
    assertThat(reason(read())).contains("it is a link");

    Files.delete(file);
    Files.delete(directory);
    Files.createSymbolicLink(directory, elsewhere);
    assertThat(reason(read())).contains(directory + " is a link");
  }

  @Test
  void aLinkThatLeadsNowhereIsNotTakenForNoPolicy() throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, top.resolve("nowhere"));

    assertThat(reason(read())).contains("it is a link");
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws Exception {
    Files.delete(file);
    assumeTrue(run("mkfifo", "-m", "644", file.toString()) == 0);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(reason(read())).contains("it is no regular file"));
  }

  @Test
  void aDeviceIsRefused() throws Exception {
    assumeRoot();
    Files.delete(file);
    assumeTrue(run("mknod", "-m", "644", file.toString(), "c", "1", "5") == 0);

    assertThat(reason(read())).contains("it is no regular file");
  }

  @Test
  void aDirectoryInItsPlaceIsRefused() throws IOException {
    Files.delete(file);
    mode(Files.createDirectory(file), "rwxr-xr-x");

    assertThat(reason(read())).contains("it is no regular file");
  }

  @Test
  void aFileInTheDirectorysPlaceIsRefused() throws IOException {
    Files.delete(file);
    Files.delete(directory);
    mode(Files.createFile(directory), "rw-r--r--");

    assertThat(reason(read())).contains(directory + " is no directory");
  }

  @Test
  void noMoreIsReadThanWasAskedFor() throws IOException {
    Files.write(file, new byte[100]);

    assertThat(new TrustedFile(file, top, owner).read(10)).isInstanceOf(Reading.Content.class);
    assertThat(text(new TrustedFile(file, top, owner).read(10))).hasSize(11);
  }

  @Test
  void theRootDirectoryIsLookedAtToo() {
    assertThat(reason(TrustedFile.ofRoot(file).read(1000))).contains("as root: ");
  }

  private Reading read() {
    return new TrustedFile(file, top, owner).read(1000);
  }

  private static String reason(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).reason();
  }

  private static String text(Reading reading) {
    return new String(((Reading.Content) reading).bytes(), StandardCharsets.UTF_8);
  }

  private void assumeRoot() {
    assumeTrue(owner == 0, "only root can give files away");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException absent) {
      return -1;
    }
  }
}
