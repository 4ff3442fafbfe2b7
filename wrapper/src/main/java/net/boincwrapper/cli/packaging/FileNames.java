package net.boincwrapper.cli.packaging;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names on a server and on a client. Physical names are flat, and go unquoted through a shell
 * ({@code tools/update_versions:stage_file}); a logical name may be a path, of which the client
 * makes the directories ({@code client/app_start.cpp:create_dirs_for_logical_name}), but it goes
 * into XML and SQL as it is ({@code tools/update_versions:file_ref_xml}, {@code process_version}).
 */
final class FileNames {
  /** Enough to tell versions of a file apart; the server compares what it has anyway. */
  private static final int HASH_DIGITS = 8;

  /** Taken for another file's signature ({@code tools/update_versions:process_files}). */
  private static final String SIGNATURE = "\\.sig$";

  /** A client takes no file with this in its name ({@code client/client_types.cpp:FILE_INFO}). */
  static final String PARENT = "..";

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern LOGICAL = Pattern.compile("[ !#-$(-;=?-\\[\\]-~]+");
  private static final int LONGEST_TAIL = 100;

  /** {@code client/client_types.h:FILE_REF}, {@code open_name}. */
  private static final int LONGEST_LOGICAL = 255;

  /**
   * Its line is made in 256 characters, tags and all ({@code
   * tools/process_input_template.cpp:process_workunit}).
   */
  private static final int LONGEST_OF_INPUT = 200;

  /** PHP takes it for the end of a directory ({@code tools/update_versions:readdir_aux}). */
  private static final String ENDS_A_LIST = "0";

  private FileNames() {}

  /** {@code app_1.2_0123abcd_data.txt}. */
  static String physical(String prefix, String sha256, String name) {
    String flat =
        UNSAFE
            .matcher(name.replace('/', '.'))
            .replaceAll("_")
            .replace(PARENT, "._")
            .replaceFirst(SIGNATURE, "_sig");
    return prefix + "_" + shortened(sha256) + "_" + tail(flat);
  }

  /** The beginning of a digest. */
  static String shortened(String sha256) {
    return sha256.substring(0, HASH_DIGITS);
  }

  /** The end of a name says what it is. */
  private static String tail(String name) {
    return name.length() <= LONGEST_TAIL ? name : name.substring(name.length() - LONGEST_TAIL);
  }

  /** Why a name cannot be a file's in a slot, as the rest of a sentence; empty if it can. */
  static Optional<String> flaw(String logical) {
    if (!LOGICAL.matcher(logical).matches()) {
      return Optional.of(
          "has a character in its name that a server's tools do not keep: beyond ASCII, or one of &"
              + " < > ' \" % \\; rename it");
    }
    if (logical.contains(PARENT)) {
      return Optional.of("has .. in its name, and a client refuses the app version; rename it");
    }
    if (logical.strip().length() != logical.length() || logical.length() > LONGEST_LOGICAL) {
      return Optional.of(
          "has a name that begins or ends with a blank, or of more than 255 characters, which a"
              + " client does not keep; rename it");
    }
    return Optional.empty();
  }

  /** A name for messages: it may contain line breaks. */
  static String shown(String name) {
    return name.replaceAll("\\p{Cc}", "?");
  }

  /** Why create_work would not take a name of an input, though others would. */
  static Optional<String> flawOfInput(String logical) {
    return logical.length() > LONGEST_OF_INPUT
        ? Optional.of(
            "has more than "
                + LONGEST_OF_INPUT
                + " characters, for which create_work has no room; shorten it")
        : flaw(logical);
  }

  /** Whether a name can be a physical one as it is. */
  static boolean isPhysical(String name) {
    return !name.isEmpty()
        && !name.equals(ENDS_A_LIST)
        && name.length() <= LONGEST_LOGICAL
        && !name.startsWith(".")
        && !name.contains(PARENT)
        && !name.endsWith(".sig")
        && !UNSAFE.matcher(name).find();
  }
}
