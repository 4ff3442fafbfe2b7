package net.boincwrapper.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An output template under the transitioner ({@code tools/process_result_template.cpp}), which goes
 * by lines and places in the text: of {@code <file_info>} and {@code <result>} it wants the line
 * end, too.
 */
public final class OutputTemplate {
  private static final String AROUND = "<output_template>";
  private static final String FILE_INFO = "<file_info>\n";
  private static final String RESULT = "<result>\n";
  private static final Pattern OUTFILE = Pattern.compile("<OUTFILE_([^<>]*?)/>");

  /** {@code db/boinc_db_types.h:BLOB_SIZE}, less what is added for the client. */
  private static final int MOST_BYTES = 65536 - 1024;

  private static final Set<String> FILE_KEYS =
      Set.of(
          "name",
          "generated_locally/",
          "upload_when_present/",
          "max_nbytes",
          "url",
          "gzip_when_done/",
          "xml_signature",
          "no_delete/");

  private static final Set<String> REFERENCE_KEYS =
      Set.of("file_name", "open_name", "copy_file/", "optional/", "no_validate/");

  private OutputTemplate() {}

  /** Signs what is to be uploaded: the text {@code <name>…</name><max_nbytes>…</max_nbytes>}. */
  public interface Signer {
    /** Lines in hexadecimal, the last one a point. */
    String sign(String text);
  }

  /**
   * A result's XML, without the names and the deadline that the scheduler adds.
   *
   * @param outputs what the names of outputs begin with
   * @param uploadUrl of the upload handler
   */
  public static String expand(String text, String outputs, String uploadUrl, Signer signer)
      throws Refused {
    String named = OUTFILE.matcher(text).replaceAll(found -> outputs + found.group(1));
    String signed = signed(named.replace("<UPLOAD_URL/>", uploadUrl), signer);
    if (!signed.contains(AROUND)) {
      return signed.strip();
    }
    // The tool cuts off as many bytes at the beginning, wherever the tag is.
    String inside = signed.substring(AROUND.length());
    int end = inside.indexOf("</output_template>");
    return (end < 0 ? inside : inside.substring(0, end)).strip();
  }

  private static String signed(String text, Signer signer) throws Refused {
    StringBuilder all = new StringBuilder();
    int at = 0;
    for (int info = text.indexOf(FILE_INFO); info >= 0; info = text.indexOf(FILE_INFO, at)) {
      int end = text.indexOf("</file_info>", info);
      if (end < 0) {
        throw new Refused("add_signatures: malformed XML");
      }
      String inside = text.substring(info, end);
      String name = value(inside, "name").orElseThrow(() -> missing("name", inside));
      String most = value(inside, "max_nbytes").orElseThrow(() -> missing("max_nbytes", inside));
      double bytes = Numbers.real(most).orElseThrow(() -> missing("max_nbytes", inside));
      all.append(text, at, end)
          .append("<xml_signature>\n")
          .append(
              signer.sign("<name>%s</name><max_nbytes>%.0f</max_nbytes>".formatted(name, bytes)))
          .append("</xml_signature>\n");
      at = end;
    }
    return all + text.substring(at);
  }

  private static Refused missing(String element, String inside) {
    return new Refused("add_signatures: missing %s: %s".formatted(element, inside.strip()));
  }

  private static Optional<String> value(String text, String element) {
    Matcher found = Pattern.compile("<" + element + ">([^<]*)<").matcher(text);
    return found.find() ? Optional.of(found.group(1).strip()) : Optional.empty();
  }

  /** What is wrong with it, be it refused or silently taken for something else. */
  public static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    String xml;
    try {
      xml = expand(text, "wu_0_r1_", "http://server/cgi/file_upload_handler", any -> "00\n.\n");
    } catch (Refused e) {
      problems.add(e.getMessage());
      return problems;
    }
    if (text.contains(AROUND) && !text.startsWith(AROUND)) {
      problems.add(AROUND + " must be the first bytes: as many are cut off there");
    }
    if (!xml.contains(RESULT)) {
      problems.add("no line that ends with <result>: the scheduler adds the names behind it");
    }
    if (xml.length() > MOST_BYTES) {
      problems.add("%d bytes: too long for the database".formatted(xml.length()));
    }
    new Client(xml, problems).read();
    return problems;
  }

  /** Looks at a result as client and validator do. */
  private static final class Client {
    private final Tags tags;
    private final List<String> problems;
    private final List<String> files = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private final Set<String> openNames = new HashSet<>();

    Client(String xml, List<String> problems) {
      this.tags = new Tags(xml);
      this.problems = problems;
    }

    void read() {
      while (tags.next()) {
        if (tags.is("file_info")) {
          file();
        } else if (tags.is("file_ref")) {
          reference();
        } else if (!tags.is("result") && !tags.is("/result")) {
          problems.add("<" + tags.last() + "> is no key of an output template");
        }
      }
      if (!files.equals(references)) {
        problems.add("files %s, but references to %s".formatted(files, references));
      }
      if (files.isEmpty()) {
        problems.add("no file: there is nothing to validate");
      }
    }

    private void file() {
      List<String> keys = new ArrayList<>();
      String name = "";
      while (tags.next() && !tags.is("/file_info")) {
        String key = tags.last();
        keys.add(key);
        if (!FILE_KEYS.contains(key)) {
          problems.add("<" + key + "> in <file_info> is no key of an output");
        }
        String inside = tags.rest();
        name = key.equals("name") ? inside.strip() : name;
        if (key.equals("url") && !inside.contains("file_upload_handler")) {
          problems.add("<url>%s</url>: write <UPLOAD_URL/>".formatted(inside));
        }
      }
      files.add(name);
      require(keys, "xml_signature", "without it no upload: let <file_info> end its line");
      require(keys, "url", "without it no upload");
      if (!name.matches("wu_0_r1_\\d+")) {
        problems.add("output %s: write <OUTFILE_0/>".formatted(name));
      }
    }

    private void require(List<String> keys, String key, String why) {
      if (!keys.contains(key)) {
        problems.add("no <%s>: %s".formatted(key, why));
      }
    }

    private void reference() {
      String file = "";
      String open = "";
      while (tags.next() && !tags.is("/file_ref")) {
        String key = tags.last();
        if (!REFERENCE_KEYS.contains(key)) {
          problems.add("<" + key + "> in <file_ref> is no key of an output");
        }
        String inside = tags.rest();
        file = key.equals("file_name") ? inside.strip() : file;
        open = key.equals("open_name") ? inside.strip() : open;
      }
      references.add(file);
      if (open.isEmpty()) {
        problems.add("a <file_ref> without <open_name>: the validator fails");
      } else if (!openNames.add(open)) {
        problems.add("<open_name>%s</open_name> is there twice".formatted(open));
      }
    }
  }
}
