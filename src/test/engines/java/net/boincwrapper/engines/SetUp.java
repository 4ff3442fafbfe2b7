package net.boincwrapper.engines;

import java.util.List;
import java.util.stream.Stream;

/** How an engine is set up on a volunteer's host. In the table's order. */
enum SetUp {
  DOCKER("docker"),
  DOCKER_ROOTLESS("docker-rootless"),
  DOCKER_29("docker-29") {
    @Override
    boolean isIn(Suite suite) {
      return suite.isNew();
    }
  },
  DOCKER_USERNS_REMAP("docker-userns-remap") {
    @Override
    List<Check> checks() {
      return List.of(Check.REFUSED);
    }
  },
  PODMAN("podman"),
  PODMAN_SESSION("podman-session"),
  PODMAN_LINGER("podman-linger"),
  PODMAN_PLAIN("podman-plain"),
  PODMAN_UNIT("podman-unit"),
  CLIENT("client") {
    /** Where the client is one of 8.2 or later, which looks for Podman. */
    @Override
    boolean isIn(Suite suite) {
      return suite.isNew();
    }

    @Override
    List<Check> checks() {
      return List.of(Check.CLIENT);
    }
  };

  private final String title;

  SetUp(String title) {
    this.title = title;
  }

  /** The name of its file in {@code src/test/engines/set-ups}, which says what it is. */
  String title() {
    return title;
  }

  /**
   * By its title.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SetUp of(String title) {
    return Stream.of(values())
        .filter(setUp -> setUp.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no set-up of ours: " + title));
  }

  /** Whether that suite can imitate it. */
  boolean isIn(Suite suite) {
    return true;
  }

  /** What is asked of it. */
  List<Check> checks() {
    return Check.OF_A_TASK;
  }
}
