package net.boincwrapper.cli.report;

/** How good something is. Each has a word and a sign, for those who do not see its colour. */
public enum Grade {
  GOOD("good", "✓"),
  /** Neither good nor bad, or not known. */
  OPEN("open", "?"),
  BAD("bad", "✗");

  private final String style;
  private final String sign;

  Grade(String style, String sign) {
    this.style = style;
    this.sign = sign;
  }

  /** Name of its style in the page. */
  String style() {
    return style;
  }

  String sign() {
    return sign;
  }
}
