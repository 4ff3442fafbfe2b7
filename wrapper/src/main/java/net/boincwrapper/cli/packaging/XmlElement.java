package net.boincwrapper.cli.packaging;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An element in the layout that BOINC's tools read: they look for some tags as text ({@code
 * tools/process_result_template.cpp:add_signatures}), so each tag with children stands alone on its
 * line.
 *
 * @param text what stands in it, without escapes
 */
record XmlElement(String name, String text, List<XmlElement> children) {
  private static final Pattern MACRO = Pattern.compile("OUTFILE_\\d+|UPLOAD_URL");
  private static final String INDENT = "  ";

  /** {@code create_work} does not count a self-closed one. */
  private static final String NEVER_SELF_CLOSED = "file_info";

  XmlElement {
    children = List.copyOf(children);
  }

  static XmlElement of(String name, List<XmlElement> children) {
    return new XmlElement(name, "", children);
  }

  static XmlElement of(String name, XmlElement... children) {
    return of(name, List.of(children));
  }

  static XmlElement text(String name, Object text) {
    return new XmlElement(name, String.valueOf(text), List.of());
  }

  /** {@code <copy_file/>}. */
  static XmlElement flag(String name) {
    return of(name);
  }

  Optional<XmlElement> first(String child) {
    return children.stream().filter(it -> it.name.equals(child)).findFirst();
  }

  boolean has(String child) {
    return first(child).isPresent();
  }

  /** As the content of a file. */
  String document() {
    StringBuilder out = new StringBuilder();
    write(out, "");
    return out.toString();
  }

  private void write(StringBuilder out, String indent) {
    out.append(indent);
    boolean inline = children.isEmpty() ? !isNeverSelfClosed() : holdsMacro();
    if (inline) {
      out.append(inline());
    } else {
      out.append('<').append(name).append(">\n");
      children.forEach(child -> child.write(out, indent + INDENT));
      out.append(indent).append("</").append(name).append('>');
    }
    out.append('\n');
  }

  private boolean holdsMacro() {
    return children.stream().allMatch(it -> MACRO.matcher(it.name).matches());
  }

  private String inline() {
    StringBuilder content = new StringBuilder(escaped(text));
    children.forEach(child -> content.append(child.inline()));
    return content.isEmpty() ? "<" + name + "/>" : "<" + name + ">" + content + "</" + name + ">";
  }

  private boolean isNeverSelfClosed() {
    return name.equals(NEVER_SELF_CLOSED);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
