package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementsTest {
  @Test
  void markupInATextIsEscaped() {
    assertThat(Elements.element("command_line", "a <b> & 'c' \"d\" $(e) é"))
        .isEqualTo("<command_line>a &lt;b> &amp; 'c' \"d\" $(e) é</command_line>\n");
  }

  @Test
  void everyElementOfANameIsFoundAsItIs() {
    String xml = "<a>1</a>\n<b> x\n</b><other_a>2</other_a><a></a><a>unfinished";

    assertThat(Elements.all(xml, "a")).containsExactly("1", "");
    assertThat(Elements.text(xml, "b")).hasValue("x");
    assertThat(Elements.text(xml, "c")).isEmpty();
    assertThat(Elements.number(xml, "a")).isEqualTo(1);
    assertThat(Elements.number(xml, "c")).isZero();
  }

  @Test
  void aFlagIsThereOrNot() {
    assertThat(Elements.flag("copy_file", true)).isEqualTo("<copy_file/>\n");
    assertThat(Elements.flag("copy_file", false)).isEmpty();
  }
}
