package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({"0.1, 1", "1.0, 100", "1.2, 102", "1.99, 199", "12.34, 1234"})
  void aVersionIsANumberToTheServer(String text, int number) {
    assertThat(VersionNumber.parse(text).number()).isEqualTo(number);
    assertThat(VersionNumber.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1      | write major.minor, such as 1.2
          1.2.3  | write major.minor, such as 1.2
          v1.2   | write major.minor, such as 1.2
          -1.2   | write major.minor, such as 1.2
          1.100  | the minor number goes from 0 to 99; after 1.99 comes 2.0
          1.02   | 1.02 and 1.2 are one version to a server, 102; write 1.2
          0.0    | begin with 0.1 or 1.0
          """)
  void whatIsNoVersionIsRefused(String text, String told) {
    assertThatThrownBy(() -> VersionNumber.parse(text)).hasMessageContaining(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shots", "Qubits-2", "a.b_c", "7"})
  void anAppHasAPlainName(String name) {
    assertThat(AppName.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "ä", "a'b", "$x", "a..b"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> AppName.parse(name)).hasMessageContaining("cannot be the name");
  }

  @Test
  void aLongNameIsRefused() {
    assertThatThrownBy(() -> AppName.parse("a".repeat(61))).hasMessageContaining("61 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "run.py, shots_1.2_01234567_run.py",
    "data/x y.txt, shots_1.2_01234567_data.x_y.txt",
    "key.sig, shots_1.2_01234567_key_sig",
    "größe, shots_1.2_01234567_gr__e",
    "data/.hidden, shots_1.2_01234567_data._hidden",
    "a./b, shots_1.2_01234567_a._b",
    ".../x, shots_1.2_01234567_._._x",
  })
  void aPhysicalNameIsFlatAndPlain(String name, String physical) {
    assertThat(FileNames.physical("shots_1.2", SHA256, name)).isEqualTo(physical);
    assertThat(FileNames.isPhysical(physical)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a&b", "a<b", "a'b", "a\"b", "a%b", "a\\b", "ä", "a\nb", "a..b", " a"})
  void whatAServerOrAClientWouldNotKeepIsNoLogicalName(String name) {
    assertThat(FileNames.flaw(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "data/a.txt", "a b", "a+b=c", "[x]", ".config", "~"})
  void aPathIsALogicalName(String name) {
    assertThat(FileNames.flaw(name)).isEmpty();
  }

  @Test
  void aPlanClassIsKnownByItsName() {
    for (PlanClass known :
        new PlanClass[] {
          new PlanClass(OptionalInt.empty(), false),
          new PlanClass(OptionalInt.of(16), false),
          new PlanClass(OptionalInt.of(2), true),
          new PlanClass(OptionalInt.empty(), true)
        }) {
      assertThat(PlanClass.ofName(known.name())).contains(known);
      assertThat(known.name()).contains("docker");
    }
    assertThat(PlanClass.ofName("vbox64_mt")).isEmpty();
  }

  @Test
  void aClassForADeviceAsksForOne() {
    assertThat(new PlanClass(OptionalInt.of(2), true).xml().document())
        .isEqualTo(
            """
            <plan_class>
              <name>docker_cuda_mt2</name>
              <docker/>
              <gpu_type>nvidia</gpu_type>
              <cuda/>
              <ngpus>1</ngpus>
              <min_ncpus>2</min_ncpus>
              <avg_ncpus>2</avg_ncpus>
            </plan_class>
            """);
  }

  @Test
  void textIsEscaped() {
    assertThat(XmlElement.of("a", XmlElement.text("b", "<&>")).document())
        .isEqualTo("<a>\n  <b>&lt;&amp;&gt;</b>\n</a>\n");
  }
}
