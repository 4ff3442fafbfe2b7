package net.boincwrapper.cli.report;

/** A word with its grade, told by a sign as well as by a colour. */
final class Badge {
  private Badge() {}

  static Markup of(Grade grade, String word) {
    boolean judged = grade != Grade.OPEN;
    Markup badge = new Markup();
    badge.open("span", "class", "badge " + (judged ? grade.style() : "neutral"));
    if (judged) {
      badge.leaf("span", grade.sign(), "aria-hidden", "true").text(" ");
    }
    return badge.text(word).close();
  }
}
