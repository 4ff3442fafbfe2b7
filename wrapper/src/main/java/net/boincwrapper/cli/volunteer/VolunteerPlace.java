package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a program of root's runs as a volunteer's user: the user, its BOINC directory, and a copy
 * of this program for it.
 */
public final class VolunteerPlace {
  /** Name of the link to it, in the author's directory for logs and outputs. */
  public static final String LINK = ScratchPlace.LINK;

  /** Survives a reboot, as what {@code --keep} keeps should. */
  private static final Path PARENT = Path.of("/var/tmp");

  /** Of the author's, or of a session that the other user has no part in. */
  private static final List<String> NOT_ITS_OWN =
      List.of("XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR", "USER", "LOGNAME");

  private final ScratchPlace place;
  private final Path kept;
  private final Setpriv setpriv;
  private final Path programDirectory;
  private final ProgramCopy program;

  private VolunteerPlace(
      ScratchPlace place, Path kept, Setpriv setpriv, Path programDirectory, ProgramCopy program) {
    this.place = place;
    this.kept = kept;
    this.setpriv = setpriv;
    this.programDirectory = programDirectory;
    this.program = program;
  }

  /**
   * Goes back to the place of an earlier run, or makes one. Only root can do that.
   *
   * @param kept the author's directory for logs and outputs, locked by this process
   * @param socket of the engine; its group becomes a supplementary one of the user
   * @param command how this program was started; see {@link ProgramCopy}
   */
  public static VolunteerPlace enter(Path kept, Path socket, List<String> command)
      throws IOException, InterruptedException, CannotBecomeVolunteer {
    return enter(new ThisHost(), PARENT, kept, socket, command);
  }

  static VolunteerPlace enter(
      VolunteerHost host, Path parent, Path kept, Path socket, List<String> command)
      throws IOException, InterruptedException, CannotBecomeVolunteer {
    Path setpriv =
        host.setpriv()
            .orElseThrow(
                () ->
                    new CannotBecomeVolunteer(
                        "there is no setpriv, which comes with util-linux (Debian:"
                            + " apt-get install util-linux)"));
    List<Integer> groups = List.of((int) Files.getAttribute(socket, "unix:gid"));
    ScratchPlace.removeOrphans(parent, me());
    Optional<ScratchPlace> earlier = earlier(host, parent, kept);
    RunUser user =
        RunUser.volunteer(
            earlier.isPresent()
                ? earlier.get().userId()
                : UnusedId.choose(host, new SecureRandom()),
            groups);
    Setpriv become = new Setpriv(setpriv, user);
    check(host, become, socket);
    ScratchPlace place =
        earlier.isPresent() ? earlier.get() : ScratchPlace.make(parent, kept, user);
    place.touch();
    Path directory = place.makeProgram();
    ProgramCopy program =
        ProgramCopy.make(command, System.getProperty("java.class.path"), directory);
    new Ownership(user).giveAll(directory);
    VolunteerPlace made = new VolunteerPlace(place, kept, become, directory, program);
    try {
      made.checkProgram(host);
    } catch (CannotBecomeVolunteer e) {
      made.giveUp(earlier.isPresent());
      throw e;
    }
    return made;
  }

  private static UserPrincipal me() throws IOException {
    return Files.getOwner(Path.of("/proc/self"));
  }

  /** One whose user somebody has become meanwhile is of no use. */
  private static Optional<ScratchPlace> earlier(VolunteerHost host, Path parent, Path kept)
      throws IOException, InterruptedException {
    Optional<ScratchPlace> earlier = ScratchPlace.find(parent, kept, me());
    if (earlier.isPresent() && host.isNamed(earlier.get().userId())) {
      earlier.get().remove(kept);
      return Optional.empty();
    }
    return earlier;
  }

  private static void check(VolunteerHost host, Setpriv become, Path socket)
      throws IOException, InterruptedException, CannotBecomeVolunteer {
    if (host.run(become.command(List.of("true"))) != 0) {
      throw new CannotBecomeVolunteer(
          "the system refuses " + String.join(" ", become.command(List.of("true"))));
    }
    if (!become.may(host, "-w", socket)) {
      throw new CannotBecomeVolunteer(
          "the engine's socket "
              + socket
              + " can be used by root alone; let it have a group (dockerd --group), in a directory"
              + " that others may enter");
    }
  }

  /**
   * Leaves no trace but an earlier run's task.
   *
   * @param earlier whether the place was there before
   */
  private void giveUp(boolean earlier) throws IOException {
    if (earlier) {
      leave();
    } else {
      remove();
    }
  }

  private void checkProgram(VolunteerHost host)
      throws IOException, InterruptedException, CannotBecomeVolunteer {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path first = Path.of(program.command().get(0));
    if (program.needsJava() && !setpriv.may(host, "-x", java)) {
      throw new CannotBecomeVolunteer(
          java + " cannot be run by others; install a JDK where they can, or use the executable");
    }
    if (!setpriv.may(host, "-x", first)) {
      throw new CannotBecomeVolunteer(
          first + " cannot be run by others: is its file system mounted noexec?");
    }
  }

  /** The place that root's earlier run has left behind, without going there. */
  public static boolean isLeftIn(Path kept) throws IOException {
    return ScratchPlace.find(PARENT, kept, me()).isPresent();
  }

  /**
   * A place whose job's directory is not there, and where no dry run has been for a day.
   *
   * @param job what it was
   */
  public record Orphan(Path place, String job) {
    /** Removes it, if the directory has not come back. */
    public boolean remove() throws IOException {
      return new ScratchPlace(place).removeOrphan(me(), ScratchPlace.LOST);
    }
  }

  /** Those of this user. */
  public static List<Orphan> orphans() throws IOException {
    List<Orphan> orphans = new ArrayList<>();
    for (ScratchPlace place : ScratchPlace.orphans(PARENT, me(), ScratchPlace.LOST)) {
      orphans.add(new Orphan(place.base(), place.of()));
    }
    return orphans;
  }

  /** Removes it, if there is one. */
  public static void removeLeft(Path kept) throws IOException {
    Optional<ScratchPlace> left = ScratchPlace.find(PARENT, kept, me());
    if (left.isPresent()) {
      left.get().remove(kept);
    }
  }

  public RunUser user() {
    return setpriv.user();
  }

  /** The BOINC data directory, empty at first. */
  public Path data() {
    return place.data();
  }

  /**
   * How the copy of this program is started as a task, in its slot.
   *
   * @param stderr name of the file that standard error is appended to
   */
  public List<String> task(List<String> arguments, String stderr) {
    return setpriv.asTask(
        Stream.concat(program.command().stream(), arguments.stream()).toList(), stderr);
  }

  /** What such a process has in its environment, out of what this one has. */
  public Map<String, String> environment(Map<String, String> own) {
    Map<String, String> environment = new HashMap<>(own);
    environment.keySet().removeAll(NOT_ITS_OWN);
    environment.put("HOME", place.data().toString());
    // Else each slot of a rehearsal would have the runtime unpacked for itself.
    environment.put("DOCKER_WRAPPER_HOME", programDirectory.resolve("unpacked").toString());
    environment.putAll(program.environment());
    return environment;
  }

  /** Leaves it for a later run, without what that makes anew. */
  public void leave() throws IOException {
    place.removeProgram();
    place.touch();
  }

  /** Removes the place, with all that is in it. */
  public void remove() throws IOException {
    place.remove(kept);
  }
}
