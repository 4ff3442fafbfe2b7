package net.boincwrapper.engine.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a registry's refusal from a registry that cannot be reached or is busy. Engines answer 500,
 * or 200 and a report, for both (measured: Docker 20.10, Podman 4.3.1), and quote what the registry
 * has said: its HTTP status, or one of the codes of the distribution protocol ({@code
 * opencontainers/distribution-spec}, "Error Codes") in lower case with blanks, at the end or before
 * a colon.
 */
final class RegistryRefusal {
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:(?:HTTP|status|status ?code|registry)[: ]{1,2}|status code \\[[^]]*]: "
              + "| request to \\S+: )([45]\\d\\d)(?![\\d.:])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|: )(?:unauthorized|denied|manifest (?:unknown|invalid|unverified)"
              + "|manifest blob unknown|blob unknown|name (?:unknown|invalid)|tag invalid"
              + "|digest invalid|size invalid|unsupported)(?=$|[:\\s])",
          Pattern.CASE_INSENSITIVE);

  /** The engines' own words for an image that is not there, is not ours, or is another host's. */
  private static final Pattern WORDS =
      Pattern.compile(
          "no matching manifest for|no image found in (?:manifest list|image index)"
              + "|no match for platform|cannot be used on this platform"
              + "|does not match the specified platform|pull access denied|insufficient_scope"
              + "|access to the resource is denied|no basic auth credentials"
              + "|authentication required|authorization failed|unknown: .*not found$"
              + "|\\S+:[\\w.-]+: not found$|@sha256:[0-9a-f]+: not found$",
          Pattern.CASE_INSENSITIVE);

  private RegistryRefusal() {}

  /**
   * Whether a registry, or a proxy before it, has refused for good.
   *
   * @param words of the engine, in one line
   */
  static boolean isMeantBy(String words) {
    Matcher status = STATUS.matcher(words);
    if (status.find()) {
      return lasts(Integer.parseInt(status.group(1)));
    }
    return CODE.matcher(words).find() || WORDS.matcher(words.strip()).find();
  }

  /** The volunteer's proxy wants a password, a time-out, too early, too many: those pass. */
  private static boolean lasts(int status) {
    return status >= 400
        && status < 500
        && status != 407
        && status != 408
        && status != 425
        && status != 429;
  }
}
