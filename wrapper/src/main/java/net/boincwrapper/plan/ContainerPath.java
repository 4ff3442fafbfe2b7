package net.boincwrapper.plan;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An absolute path in a container, without {@code .}, {@code ..} and double slashes. Lexical: what
 * the image has there is not known.
 *
 * @param text begins with a slash, and does not end with one unless it is the root
 */
public record ContainerPath(String text) {
  /** Resolves {@code .} and {@code ..} as a kernel does where no component is a link. */
  public static ContainerPath of(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(path + " is not an absolute path");
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return new ContainerPath("/" + String.join("/", names));
  }

  public ContainerPath resolve(String relative) {
    return of(text + "/" + relative);
  }

  /** Whether the other path is this one or lies below it. */
  public boolean contains(ContainerPath other) {
    return text.equals("/") || other.text.equals(text) || other.text.startsWith(text + "/");
  }

  boolean overlaps(ContainerPath other) {
    return contains(other) || other.contains(this);
  }

  /** Written by hand: the one that Java generates takes milliseconds on its first call. */
  @Override
  public boolean equals(Object object) {
    return object instanceof ContainerPath other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
