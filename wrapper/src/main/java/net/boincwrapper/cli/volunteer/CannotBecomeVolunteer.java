package net.boincwrapper.cli.volunteer;

/** Why nothing can be run here as a volunteer's user; the message ends with what to do. */
public final class CannotBecomeVolunteer extends Exception {
  private static final long serialVersionUID = 1L;

  /** Such an engine gives files to its own user alone, and to ids that nobody else knows. */
  public static CannotBecomeVolunteer ofRootlessEngine() {
    return new CannotBecomeVolunteer(
        "the engine is rootless, and only its own user can share a slot with its containers");
  }

  CannotBecomeVolunteer(String why) {
    super(
        "you are root, and what runs as root proves nothing about a volunteer's host, but nothing"
            + " can be run as another user here: "
            + why
            + "; call it as an ordinary user who may use the engine, or add --as-root, which tests"
            + " the app all the same but cannot end with its release");
  }
}
