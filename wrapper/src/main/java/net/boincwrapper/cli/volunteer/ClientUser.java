package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;

/**
 * The user of a BOINC client, as whom root runs this program once more: what that user may do root
 * cannot see, for root may do everything.
 *
 * @param home its home directory, or the client's data directory where it has none
 */
public record ClientUser(RunUser user, String name, Path home) {
  private static final Path PARENT = Path.of("/var/tmp");
  private static final String COPY = "docker-wrapper-as-client-";

  /** A directory of users that is not on this host may be away. */
  private static final Duration ENTRY = Duration.ofSeconds(2);

  /** Where the engine is, if root has said so; all else is root's own. */
  private static final List<String> PASSED_ON =
      List.of(
          "DOCKER_HOST",
          "CONTAINER_HOST",
          "PATH",
          "LANG",
          "LC_ALL",
          "TERM",
          "COLUMNS",
          "NO_COLOR",
          "CLICOLOR_FORCE",
          "DOCKER_WRAPPER_TRACE");

  /**
   * Whose a data directory is.
   *
   * @return empty where that is root, or this process is not root and may become nobody else
   */
  public static Optional<ClientUser> of(Path data) throws IOException, InterruptedException {
    int uid = (int) Files.getAttribute(data, "unix:uid");
    if (uid == 0 || !RunUser.ofThisProcess().isRoot()) {
      return Optional.empty();
    }
    // name:password:uid:gid:comment:home:shell
    List<String> entry = fields(printed("getent", "passwd", Integer.toString(uid)));
    if (entry.size() < 6) {
      int gid = (int) Files.getAttribute(data, "unix:gid");
      return Optional.of(new ClientUser(user(uid, gid, List.of()), Integer.toString(uid), data));
    }
    String name = entry.get(0);
    Path home = Path.of(entry.get(5));
    return Optional.of(
        new ClientUser(
            user(uid, Integer.parseInt(entry.get(3)), numbers(printed("id", "-G", name))),
            name,
            Files.isDirectory(home) ? home : data));
  }

  private static RunUser user(int uid, int gid, List<Integer> groups) {
    return new RunUser(uid, gid, groups, RunUser.Likeness.VOLUNTEER);
  }

  private static List<String> fields(String line) {
    return Arrays.asList(line.strip().split(":", -1));
  }

  private static List<Integer> numbers(String words) {
    return Arrays.stream(words.strip().split(" ", -1))
        .filter(word -> word.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .toList();
  }

  private static String printed(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    if (!process.waitFor(ENTRY.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return "";
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Runs this program as that user, with the output of this process.
   *
   * @param program how this program is started; see {@link ProgramCopy}
   * @param arguments its own
   * @param limit after which it is ended, from now on
   * @return its status; empty where it had to be ended
   * @throws IOException this host does not let root do that, or has no room for a copy of the
   *     program
   */
  public Optional<Integer> run(List<String> program, List<String> arguments, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    VolunteerHost host = new ThisHost();
    Path setpriv =
        host.setpriv()
            .orElseThrow(
                () -> new IOException("there is no setpriv (Debian: apt-get install util-linux)"));
    Setpriv become = new Setpriv(setpriv, user);
    if (host.run(become.command(List.of("true"))) != 0) {
      throw new IOException("the system lets root not become " + name + " here");
    }
    if (canRun(host, become, program)) {
      return run(become, program, Map.of(), arguments, end);
    }
    Path copies = Files.createTempDirectory(PARENT, COPY);
    try {
      ProgramCopy copy = ProgramCopy.make(program, System.getProperty("java.class.path"), copies);
      new Ownership(user).giveAll(copies);
      Map<String, String> environment = new HashMap<>(copy.environment());
      environment.put("DOCKER_WRAPPER_HOME", copies.resolve("unpacked").toString());
      return run(become, copy.command(), environment, arguments, end);
    } finally {
      PathUtils.deleteDirectory(copies);
    }
  }

  /** Whether that user can read all of it where it is. */
  private static boolean canRun(VolunteerHost host, Setpriv become, List<String> program)
      throws IOException, InterruptedException {
    List<String> parts = new ArrayList<>(List.of(program.get(0)));
    parts.addAll(Arrays.asList(System.getProperty("java.class.path").split(":", -1)));
    for (String part : parts) {
      if (!become.may(host, "-r", Path.of(part).toAbsolutePath())) {
        return false;
      }
    }
    return become.may(host, "-x", Path.of(program.get(0)).toAbsolutePath());
  }

  private Optional<Integer> run(
      Setpriv become,
      List<String> program,
      Map<String, String> more,
      List<String> arguments,
      long end)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(become.command(command)).inheritIO();
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(Map.of("HOME", home.toString(), "USER", name, "LOGNAME", name));
    builder.environment().putAll(more);
    builder.directory(Path.of("/").toFile());
    Process process = builder.start();
    if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      return Optional.of(process.exitValue());
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return Optional.empty();
  }
}
