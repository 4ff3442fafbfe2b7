package net.boincwrapper.policy;

import java.util.List;

/**
 * Something that a job asks for and that the owner of the host does not allow.
 *
 * @param what in words, without the cause
 * @param because the value that forbids it
 * @param permission lines for the policy file that would allow it; the first is a comment that says
 *     in which file and where
 */
public record Refusal(String what, Origin because, List<String> permission) {
  public Refusal {
    permission = List.copyOf(permission);
  }

  /** The cause, and below it the lines, ready to be copied. */
  public String text() {
    return announcement() + "\n" + String.join("\n", permission);
  }

  /** What stands before the lines. */
  public String announcement() {
    return reason() + "; to allow it, root writes";
  }

  /** What is refused, and why. */
  public String reason() {
    return what
        + (because.isDefault()
            ? " unless the host's owner allows it"
            : ", as the host's owner has decided (" + because + ")");
  }
}
