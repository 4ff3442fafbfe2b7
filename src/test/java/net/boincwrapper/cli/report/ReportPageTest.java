package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Pattern INLINE =
      Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL);

  @Test
  void everythingIsToldFromTheVerdictToTheLog() throws IOException {
    assertThat(ReportPage.of(SampleReports.rehearsal()))
        .containsSubsequence(
            "<!doctype html>",
            "<title>Rehearsal of noisy-qubits</title>",
            "<h1>Do not release the app: its outputs differ after rollback@51.5s.</h1>",
            "<dt>Memory, peak</dt>",
            "<h2>Timeline</h2>",
            "<h2>Interruptions</h2>",
            "<h2>What it used: undisturbed</h2>",
            "<summary>What it used: kill</summary>",
            "&lt;rsc_memory_bound&gt;1e9",
            "<dd>Docker 20.10.24+dfsg1</dd>",
            "docker-wrapper dry-run --rehearse --seed 2026",
            "The last 3 lines of /j/.dry-run/stderr.txt",
            "</html>");
  }

  @Test
  void aReportWithNothingInItIsAPageToo() throws IOException {
    assertThat(ReportPage.of(SampleReports.empty()))
        .contains("<h1>The run failed.</h1>", "id=\"data\">{}</script>")
        .doesNotContain("Timeline", "<figure");
  }

  @Test
  void noTextOfAnAppBecomesMarkup() throws IOException {
    String page = ReportPage.of(SampleReports.nasty());

    assertThat(page)
        .doesNotContain("<img")
        .doesNotContain("\u0000", "\u202e", "\u001b")
        .contains(
            "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;`&amp;\ufffd\ufffd{{body}}$1");
    assertThat(page.split("<script", -1)).as("no script but the data and our own").hasSize(3);
    assertThat(page.split("</script", -1)).hasSize(3);
    assertThat(page.split("<body>", -1)).as("its own places are not filled twice").hasSize(2);
  }

  @Test
  void whatTheScriptReadsIsTheSameTextAgain() throws IOException {
    String page = ReportPage.of(SampleReports.nasty());
    Matcher data = Pattern.compile("id=\"data\">(.*?)</script>").matcher(page);
    assertThat(data.find()).isTrue();

    JsonObject charts = JsonParser.parseString(data.group(1)).getAsJsonObject();

    assertThat(data.group(1)).doesNotContain("<", ">", "&");
    assertThat(charts.getAsJsonObject("chart-0-3").get("title").getAsString())
        .isEqualTo("Progress " + PlainText.of(SampleReports.NASTY));
  }

  @Test
  void onlyOurOwnScriptAndStyleMayRunAndNothingIsLoaded() throws IOException {
    String page = ReportPage.of(SampleReports.nasty());
    String policy = page.replaceAll("(?s).*Content-Security-Policy\" content=\"([^\"]*)\".*", "$1");

    assertThat(policy).startsWith("default-src 'none'; script-src 'sha256-").doesNotContain("http");
    Matcher inline = INLINE.matcher(page);
    int found = 0;
    for (; inline.find(); found++) {
      assertThat(policy).contains(Assets.hash(inline.group(2)));
    }
    assertThat(found).isEqualTo(2);
    assertThat(page)
        .as("a style attribute would be refused, a link would leave the page")
        .doesNotContain(" style=", " src=\"", "<a ", "@import", "url(http", "<iframe");
  }

  @Test
  void itKeepsTheLicenceOfTheLibraryInIt() throws IOException {
    assertThat(ReportPage.of(SampleReports.empty()))
        .contains("Copyright (c) 2022 Leon Sorokin", "The above copyright notice");
  }
}
