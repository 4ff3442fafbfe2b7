package net.boincwrapper.job;

import java.util.regex.Pattern;

/** The grammar of image references, from the specification of the distribution project. */
public final class ImageReference {
  private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?";
  private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "("
              + HOST
              + "/)?"
              + PART
              + "(/"
              + PART
              + ")*(:\\w[\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?");
  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int LONGEST = 512;

  private ImageReference() {}

  /** Whether this is a name; if not, reports it. */
  public static boolean isValid(String name, Place place) {
    boolean valid = matches(name);
    if (!valid) {
      place.error("is not the name of an image: name[:tag][@sha256:digest], in lower case");
    }
    return valid;
  }

  /**
   * The image of a name, whatever is or was called so: its tag says nothing any more.
   *
   * @param name of an image, or an id, which says it already
   * @param digest {@code sha256:} and digits
   */
  public static String withDigest(String name, String digest) {
    if (ID.matcher(name).matches()) {
      return name;
    }
    String plain = name.substring(0, name.indexOf('@') < 0 ? name.length() : name.indexOf('@'));
    int colon = plain.lastIndexOf(':');
    boolean tagged = colon > plain.lastIndexOf('/');
    return (tagged ? plain.substring(0, colon) : plain) + "@" + digest;
  }

  /** Whether this is a name. */
  public static boolean matches(String name) {
    return name.length() <= LONGEST
        && (REFERENCE.matcher(name).matches() || ID.matcher(name).matches());
  }
}
