package net.boincwrapper.project;

/**
 * A message of a running task to the project ({@code client/cs_trickle.cpp:read_trickle_files}).
 *
 * @param variety by which the project knows who is to read it
 */
public record TrickleUp(String result, String variety, String text) {
  static TrickleUp parse(String xml) {
    return new TrickleUp(
        Elements.text(xml, "result_name").orElseThrow(),
        Elements.text(xml, "variety").orElse(""),
        xml.replaceAll("(?s)<(result_name|time|variety)>.*?</\\1>", "").strip());
  }
}
