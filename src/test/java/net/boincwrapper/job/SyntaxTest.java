package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Job.PortRequest;
import net.boincwrapper.job.Job.Tmpfs;
import net.boincwrapper.job.options.MountSyntax;
import net.boincwrapper.job.options.PortSyntax;
import net.boincwrapper.job.options.TmpfsSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted; what is refused is in {@code job-problems.txt}. */
class SyntaxTest {
  private final Problems problems = new Problems("job.toml");
  private final Place place = new Place(problems, 1, "it");

  @ParameterizedTest
  @CsvSource({
    "./a:/b, a, /b, false",
    "././a//b/:/b, a/b, /b, false",
    "a/b:/b:ro, a/b, /b, true",
    "./a:/b:Z, a, /b, false",
    "'./a:/b:ro,z', a, /b, true",
    "/cvmfs/x:/cvmfs/x:ro, /cvmfs/x, /cvmfs/x, true",
    "./a b:/usr/src/x, a b, /usr/src/x, false"
  })
  void mounts(String written, String source, String target, boolean readOnly) {
    assertThat(MountSyntax.parse(written, place))
        .contains(new MountRequest(source, target, readOnly));
  }

  @Test
  void ports() {
    assertThat(PortSyntax.parse("80", place)).contains(port(0, 80, "tcp"));
    assertThat(PortSyntax.parse("8080:80", place)).contains(port(8080, 80, "tcp"));
    assertThat(PortSyntax.parse("53:53/UDP", place)).contains(port(53, 53, "udp"));
    assertThat(PortSyntax.parse("127.0.0.1:1:2", place)).contains(port(1, 2, "tcp"));
    assertThat(PortSyntax.parse("127.0.0.1::2", place)).contains(port(0, 2, "tcp"));
    assertThat(PortSyntax.parse("localhost:1:2", place)).contains(port(1, 2, "tcp"));
    assertThat(PortSyntax.parse("[::1]:1:2", place)).isEmpty();
  }

  private static PortRequest port(int host, int guest, String protocol) {
    OptionalInt hostPort = host == 0 ? OptionalInt.empty() : OptionalInt.of(host);
    return new PortRequest(hostPort, guest, protocol);
  }

  @Test
  void mountsInMemory() {
    assertThat(TmpfsSyntax.parse("/run", place))
        .contains(new Tmpfs("/run", OptionalLong.empty(), false));
    assertThat(TmpfsSyntax.parse("/tmp:rw,noexec,nosuid,size=64m", place))
        .contains(new Tmpfs("/tmp", OptionalLong.of(64 << 20), false));
    assertThat(TmpfsSyntax.parse("/tmp:exec", place))
        .contains(new Tmpfs("/tmp", OptionalLong.empty(), true));
  }

  @ParameterizedTest
  @CsvSource({"SIGUSR1,SIGUSR1", "usr1,SIGUSR1", "10,SIGUSR1", "TERM,SIGTERM", "sigint,SIGINT"})
  void signals(String written, String name) {
    assertThat(SignalNames.parse(written, place)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian",
        "debian:bookworm-slim",
        "lab/sim_x.y:1",
        "registry.example:5000/a/b:v1",
        "localhost/x",
        "x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void imageNames(String name) {
    assertThat(ImageReference.isValid(name, place)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " x", "a b", "-x", "x:", "x@sha256:1", "/x", "x/", "a;b", "X/y:$(z)"})
  void noImageNames(String name) {
    assertThat(ImageReference.isValid(name, place)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/app, /app",
    "/app/, /app",
    "//data//x, /data/x",
    "/usr/src/app, /usr/src/app",
    "/tmp, /tmp",
    "/home/sim, /home/sim",
    "/var/lib/x, /var/lib/x",
    "/library, /library"
  })
  void mountPoints(String written, String path) {
    assertThat(GuestPath.mountPoint(written, place)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "//", "/usr", "/usr/src", "/proc/1", "/dev/shm", "/bin", "app", "", "/a/./b"})
  void noMountPoints(String written) {
    assertThat(GuestPath.mountPoint(written, place)).isEmpty();
  }

  @Test
  void globs() {
    assertThat(List.of("state.npz", "ck-*.bin", "out/**/x", "{a,b}/c", "[a-c]?.dat"))
        .allSatisfy(glob -> assertThat(SlotPath.glob(glob, place)).contains(glob));
    assertThat(SlotPath.glob("./a//b/", place)).contains("a/b");
    assertThat(
            List.of(
                "*", "*/x", "**", "boinc_*", ".*/x", "{a,stderr.txt}", "{*/x,a}", "s[t]derr.txt"))
        .allSatisfy(glob -> assertThat(SlotPath.glob(glob, place)).isEmpty());
  }

  @Test
  void aSuggestionIsNearOrNotMade() {
    List<String> known = List.of("workdir", "verbose", "mount");

    assertThat(Spelling.nearest("wrokdir", known)).isEqualTo(Optional.of("workdir"));
    assertThat(Spelling.nearest("WorkDir", known)).contains("workdir");
    assertThat(Spelling.nearest("mounts", known)).contains("mount");
    assertThat(Spelling.nearest("colour", known)).isEmpty();
    assertThat(Spelling.nearest("x".repeat(60_000), known)).isEmpty();
  }
}
