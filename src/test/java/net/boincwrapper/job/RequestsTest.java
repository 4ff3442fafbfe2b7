package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "complete = 'out/done'           | is not a plain name; use letters, digits, dots, - and _",
        "complete = 'all done'           | is not a plain name",
        "complete = 'trickle_up.xml'     | is a name that BOINC gives a meaning; choose another",
        "trickle_up = ['boinc_ufr_x']    | is a name that BOINC gives a meaning",
        "trickle_up = ['stderr.txt']     | belongs to the client or the wrapper",
        "temporary_exit = 'job.toml'     | which the app cannot write",
        "complete = 'fraction_done'      | \"requests.complete\" and \"progress.file\" are the same",
        "trickle_up = ['a', 'a']         | are the same file, a",
        "complete = 'now'                | and \"checkpoint.request_file\" are the same file, now",
        "complete = 'state.npz'          | is one of \"checkpoint.files\" (state.*)",
      })
  void aFileThatAsksForSomethingIsNothingElse(String line, String told) {
    String toml =
        "[checkpoint]\nfiles = ['state.*']\nrequest_file = 'now'\n[requests]\n" + line + "\n";
    assertThat(JobText.problems(toml))
        .singleElement()
        .asString()
        .startsWith("job.toml:5: ")
        .contains(told);
  }

  @ParameterizedTest
  @CsvSource({"'a', 'a'", "'done', 'later'"})
  void twoThatEndTheAppDiffer(String complete, String temporaryExit) {
    String toml =
        "[requests]\ncomplete = '" + complete + "'\ntemporary_exit = '" + temporaryExit + "'\n";
    assertThat(JobText.problems(toml)).hasSize(complete.equals(temporaryExit) ? 1 : 0);
  }
}
