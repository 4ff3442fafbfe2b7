package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code boinc_ufr_NAME}: the app wants its output of that logical name uploaded now ({@code
 * api/boinc_api.cpp:boinc_upload_file}). The client looks the output up in the project's directory,
 * and removes the request without having read it ({@code
 * client/app.cpp:ACTIVE_TASK::handle_upload_files}).
 */
public final class UploadRequests {
  /** A result has fewer outputs. */
  private static final int MOST = 1000;

  private UploadRequests() {}

  /** Logical names of the outputs that are asked for; empty where the slot cannot be read. */
  public static Set<String> names(SlotLayout layout) {
    Set<String> names = new TreeSet<>();
    String pattern = SlotLayout.UPLOAD_REQUEST_PREFIX + "*";
    try (DirectoryStream<Path> found = Files.newDirectoryStream(layout.directory(), pattern)) {
      for (Path request : found) {
        String name = request.getFileName().toString();
        names.add(name.substring(SlotLayout.UPLOAD_REQUEST_PREFIX.length()));
        if (names.size() == MOST) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Set.of();
    }
    return names;
  }
}
