package net.boincwrapper.plan;

/**
 * Who the app is in its container.
 *
 * <p>Files in the slot must belong to the client's user, or the client cannot empty the slot. So
 * the app runs with the wrapper's own ids, except on a rootless engine, where 0:0 is that user.
 *
 * @param uid in the container
 * @param gid in the container
 * @param needsEntry whether this program must provide {@code /etc/passwd} and {@code /etc/group}
 */
record ContainerUser(int uid, int gid, boolean needsEntry) {
  /** Name of the user in the generated {@code passwd}, and of {@code USER}. */
  static final String NAME = "boinc";

  /**
   * Root has an entry in every image. An image knows nothing of the volunteer's ids, and without an
   * entry {@code getpwuid(getuid())} fails, which MPI starters and Python's {@code pwd} need
   * (Podman adds one, but its name is the number and not what {@code USER} says). What the image
   * has cannot be read before a container exists, so a generated list is always mounted there. It
   * hides the names of the image's own users, which an app with one user, no capability and no new
   * privileges cannot become anyway.
   */
  static ContainerUser of(PlanInput input) {
    if (input.engine().rootless()) {
      return new ContainerUser(0, 0, false);
    }
    return new ContainerUser(input.userId(), input.groupId(), input.userId() != 0);
  }

  /** {@code uid:gid}. */
  String text() {
    return uid + ":" + gid;
  }

  /** Name of this user in the container. */
  String name() {
    return uid == 0 ? "root" : NAME;
  }

  /** Content of {@code /etc/passwd}; ours first, so that a look-up by id finds it. */
  String passwd(String home) {
    // A colon or a line end would make it another entry.
    boolean plain = home.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
    return NAME
        + ":x:"
        + uid
        + ":"
        + gid
        + ":BOINC task:"
        + (plain ? home : "/")
        + ":/bin/sh\n"
        + "root:x:0:0:root:/root:/bin/sh\n"
        + "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
  }

  /** Content of {@code /etc/group}. */
  String group() {
    return NAME + ":x:" + gid + ":\nroot:x:0:\nnogroup:x:65534:\n";
  }
}
