package net.boincwrapper.project;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The upload handler ({@code sched/file_upload_handler.cpp}): tells how much of a file it has, and
 * takes bytes from there on. A file counts when it has its length and its MD5 sum.
 */
final class Uploads {
  private static final String DATA = "<data>\n";

  private final Map<String, byte[]> begun = new ConcurrentHashMap<>();
  private final Map<String, byte[]> complete = new ConcurrentHashMap<>();

  /** The bytes of a file that has arrived as a whole. */
  Optional<byte[]> file(String name) {
    return Optional.ofNullable(complete.get(name)).map(byte[]::clone);
  }

  /** Takes a request and returns the answer. */
  String take(byte[] request) {
    String text = new String(request, ISO_8859_1);
    Optional<String> query = Elements.text(text, "get_file_size");
    if (query.isPresent()) {
      int size = begun.getOrDefault(query.get(), new byte[0]).length;
      return answer(0, Elements.element("file_size", size));
    }
    int data = text.indexOf(DATA);
    if (data < 0 || !text.contains("<file_upload>")) {
      return refused("neither a question for a size nor an upload");
    }
    int from = data + DATA.length();
    return take(text.substring(0, data), Arrays.copyOfRange(request, from, request.length));
  }

  private String take(String head, byte[] bytes) {
    String name = Elements.text(head, "name").orElse("");
    long length = (long) Elements.number(head, "nbytes");
    if (length > Elements.number(head, "max_nbytes")) {
      return refused(name + " is larger than the result's template allows");
    }
    byte[] before = begun.getOrDefault(name, new byte[0]);
    if (before.length != (long) Elements.number(head, "offset")) {
      return answer(1, Elements.element("message", "there are " + before.length + " bytes"));
    }
    byte[] all = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, all, before.length, bytes.length);
    begun.put(name, all);
    if (all.length != length) {
      return answer(1, Elements.element("message", all.length + " of " + length + " bytes"));
    }
    if (!Elements.text(head, "md5_cksum").orElse("").equals(ProjectFile.md5(all))) {
      begun.remove(name);
      return refused(name + " has another MD5 sum than announced");
    }
    complete.put(name, all);
    return answer(0, "");
  }

  /** -1 is final, 1 can be tried again ({@code doc/fileupload}). */
  private static String refused(String why) {
    return answer(-1, Elements.element("message", why));
  }

  private static String answer(int status, String more) {
    return Elements.around("data_server_reply", Elements.element("status", status) + more);
  }
}
