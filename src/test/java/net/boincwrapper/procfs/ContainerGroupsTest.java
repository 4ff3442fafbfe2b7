package net.boincwrapper.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which groups a container has of its own, as hosts of either version and in between show them. */
class ContainerGroupsTest {
  private static final String VERSION_1 =
      "33 31 0:30 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
          + "35 31 0:32 / /cg/memory rw - cgroup cgroup rw,memory\n"
          + "37 31 0:34 / /cg/freezer rw - cgroup cgroup rw,freezer\n"
          + "40 31 0:37 / /cg/systemd rw - cgroup cgroup rw,xattr,name=systemd\n";

  private static final String HYBRID =
      VERSION_1 + "41 31 0:38 / /cg/unified rw - cgroup2 cgroup2 rw\n";

  private static final String VERSION_2 = "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = files.getPath("/proc");

  @BeforeEach
  void usersAreOurs() throws IOException {
    users("self", "user:[1]");
    users("42", "user:[1]");
  }

  private void users(String process, String namespace) throws IOException {
    Path link = proc.resolve(process + "/ns/user");
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, files.getPath(namespace));
  }

  private ContainerGroups groups(String mounts, String cgroup) throws IOException {
    Files.writeString(proc.resolve("self/mountinfo"), mounts);
    Files.writeString(proc.resolve("42/cgroup"), cgroup);
    return ContainerGroups.of(proc, 42, "abc");
  }

  private static String directory(ContainerGroups groups, String controller) {
    return groups.group(controller).map(group -> group.directory().toString()).orElse("none");
  }

  @Test
  void onVersion1EachControllerHasAHierarchy() throws IOException {
    ContainerGroups groups =
        groups(
            VERSION_1,
            "5:freezer:/docker/abc\n4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n"
                + "1:name=systemd:/docker/abc\n");

    assertThat(groups.canPause()).isTrue();
    assertThat(directory(groups, "memory")).isEqualTo("/cg/memory/docker/abc");
    assertThat(groups.account().orElseThrow().directory())
        .hasToString("/cg/cpu,cpuacct/docker/abc");
    assertThat(directory(groups, "pids")).as("a kernel without it").isEqualTo("none");
    assertThat(groups.isHidden("pids")).isFalse();
  }

  /** RHEL 8: a user's session owns systemd's hierarchy, and runc makes a group where it may. */
  @Test
  void systemdsHierarchyAloneIsGoodForNothing() throws IOException {
    ContainerGroups groups =
        groups(
            VERSION_1,
            "5:freezer:/\n4:memory:/user.slice\n3:cpu,cpuacct:/user.slice\n"
                + "1:name=systemd:/user.slice/user@1000.service/abc\n");

    assertThat(groups.areNamed()).isTrue();
    assertThat(groups.canPause()).isFalse();
    assertThat(groups.haveAccount()).isFalse();
    assertThat(groups.account()).isEmpty();
    assertThat(directory(groups, "memory")).isEqualTo("none");
  }

  /** The same on a hybrid host: a group of version 2 counts there, and has no controllers. */
  @Test
  void onAHybridHostThePartOfVersion2OnlyCounts() throws IOException {
    ContainerGroups groups =
        groups(
            HYBRID,
            "5:freezer:/\n4:memory:/user.slice\n3:cpu,cpuacct:/user.slice\n"
                + "1:name=systemd:/user@1000.service/abc\n0::/user@1000.service/abc\n");

    assertThat(groups.canPause()).isFalse();
    assertThat(groups.account().orElseThrow().directory())
        .hasToString("/cg/unified/user@1000.service/abc");
    assertThat(directory(groups, "memory")).isEqualTo("none");
  }

  @Test
  void onAHybridHostVersion1IsUsed() throws IOException {
    ContainerGroups groups =
        groups(
            HYBRID,
            "5:freezer:/docker/abc\n4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n"
                + "0::/docker/abc\n");

    assertThat(groups.canPause()).isTrue();
    assertThat(groups.account().orElseThrow().unified()).isFalse();
  }

  @Test
  void onVersion2OneGroupIsAll() throws IOException {
    ContainerGroups groups = groups(VERSION_2, "0::/user.slice/libpod-abc.scope/container\n");

    assertThat(groups.canPause()).isTrue();
    assertThat(groups.account().orElseThrow().unified()).isTrue();
    assertThat(groups.group("memory").orElseThrow().directories())
        .as("those above it that are its own, too")
        .map(Path::toString)
        .containsExactly(
            "/cg/user.slice/libpod-abc.scope/container", "/cg/user.slice/libpod-abc.scope");
  }

  /** As some programs for virtual private networks mount it. */
  @Test
  void aForeignHierarchyOfVersion1ChangesNothing() throws IOException {
    ContainerGroups groups = groups(VERSION_2, "1:net_cls:/\n0::/machine/libpod-abc\n");

    assertThat(groups.canPause()).isTrue();
    assertThat(directory(groups, "cpu")).isEqualTo("/cg/machine/libpod-abc");
  }

  @Test
  void anothersGroupIsNotItsOwn() throws IOException {
    ContainerGroups groups = groups(VERSION_2, "0::/user.slice/session-3.scope\n");

    assertThat(groups.areNamed()).isFalse();
    assertThat(groups.canPause()).isFalse();
    assertThat(groups.haveAccount()).isFalse();
    assertThat(directory(groups, "memory")).isEqualTo("none");
  }

  /** The user has been given groups of version 1, too, as by libpam-cgfs; Podman refuses. */
  @Test
  void aUsersEnginePausesOnVersion2Only() throws IOException {
    users("42", "user:[2]");

    assertThat(groups(VERSION_1, "5:freezer:/user/abc\n").canPause()).isFalse();
    assertThat(groups(VERSION_2, "0::/user/abc\n").canPause()).isTrue();
  }

  @Test
  void whatIsNotMountedHereIsHidden() throws IOException {
    ContainerGroups groups = groups("", "4:memory:/docker/abc\n3:cpu,cpuacct:/\n");

    assertThat(groups.isHidden("memory")).isTrue();
    assertThat(groups.isHidden("cpu")).as("not its own").isFalse();
    assertThat(directory(groups, "memory")).isEqualTo("none");
  }
}
