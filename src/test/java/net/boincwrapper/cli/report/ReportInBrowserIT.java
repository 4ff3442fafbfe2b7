package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.boincwrapper.harness.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as a reader's browser shows them. One Chromium for all. */
class ReportInBrowserIT {
  private static final int WIDE = 1200;
  private static final int PHONE = 360;

  /** WCAG 2.2, 1.4.3 for small letters. */
  private static final double LEAST_CONTRAST = 4.5;

  /** The least contrast of any text in the page with what is behind it. */
  private static final String CONTRAST =
      """
      (() => {
        const numbers = color => color.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = e => {
          for (; e; e = e.parentElement) {
            const color = numbers(getComputedStyle(e).backgroundColor);
            if (color.length < 4 || color[3] > 0) return color;
          }
          return [255, 255, 255];
        };
        let least = [21, ""];
        for (const e of document.querySelectorAll("main *, footer")) {
          const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!own || !e.getClientRects().length) continue;
          const style = getComputedStyle(e);
          const ink = e.namespaceURI.endsWith("svg") ? style.fill : style.color;
          const [a, b] = [light(numbers(ink)), light(behind(e))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < least[0]) least = [ratio, e.outerHTML.slice(0, 200)];
        }
        return least;
      })()
      """;

  @TempDir private static Path home;
  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.exists(Browser.PROGRAM) || System.getenv("CI") != null,
        "there is no Chromium: run bin/setup --tests");
    browser = Browser.start(Files.createDirectory(home.resolve("profile")));
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void asUsual() {
    browser.scripts(true);
    browser.medium("screen", "light");
    browser.width(WIDE);
  }

  @AfterEach
  void nothingWasComplainedOfAndNothingWasLoaded() {
    assertThat(complaints()).isEmpty();
    assertThat(
            browser
                .events("Network.requestWillBeSent")
                .map(event -> event.getAsJsonObject("request").get("url").getAsString())
                .filter(url -> !url.startsWith("data:")))
        .allMatch(url -> url.startsWith("file://" + home));
  }

  @Test
  void chartsComeToLifeAndThoseInAClosedPartWhenItIsOpened() throws IOException {
    open(ReportPage.of(SampleReports.rehearsal()));

    awaitCharts(4);
    assertThat(shown(".live .plot")).isZero();
    browser.evaluate("document.querySelector('details.more').open = true");
    awaitCharts(8);
    browser.width(PHONE);
    Eventually.await(
        "a phone need not be scrolled sideways",
        Duration.ofSeconds(10),
        () -> PHONE >= widthNeeded(),
        () -> "needs " + widthNeeded());
  }

  private static int widthNeeded() {
    return browser.evaluate("document.documentElement.scrollWidth").getAsInt();
  }

  @Test
  void pointingAtAChartTellsTheValue() throws IOException {
    open(ReportPage.of(SampleReports.rehearsal()));
    awaitCharts(4);

    browser.evaluate(
        """
        (() => {
          const over = document.querySelector('#chart-0-1 .u-over');
          const box = over.getBoundingClientRect();
          for (const kind of ['mouseenter', 'mousemove'])
            over.dispatchEvent(new MouseEvent(kind, {
              bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + 20 }));
        })()
        """);

    Eventually.await(
        "a value is told",
        Duration.ofSeconds(10),
        () -> browser.evaluate(readout()).getAsString().matches("\\d+ s · \\d+\\.\\d MiB"),
        () -> browser.evaluate(readout()).getAsString());
  }

  private static String readout() {
    return "document.querySelector('#chart-0-1 .readout').textContent";
  }

  @Test
  void withoutScriptsThePicturesStandForTheCharts() throws IOException {
    browser.scripts(false);
    open(ReportPage.of(SampleReports.rehearsal()));

    assertThat(shown("main .plot")).isEqualTo(4);
    assertThat(shown("canvas")).isZero();
  }

  @Test
  void onPaperToo() throws IOException {
    open(ReportPage.of(SampleReports.rehearsal()));
    awaitCharts(4);

    browser.medium("print", "dark");

    assertThat(shown("main .plot")).isEqualTo(4);
    assertThat(shown("canvas")).isZero();
    assertThat(brightness(picture())).as("ink on white").isGreaterThan(0.8);
  }

  @Test
  void itIsReadableByDayAndByNight() throws IOException {
    open(ReportPage.of(SampleReports.rehearsal()));
    awaitCharts(4);

    BufferedImage day = picture();
    assertThat(contrast().get(0).getAsDouble()).as("%s", contrast()).isGreaterThan(LEAST_CONTRAST);
    browser.medium("screen", "dark");
    BufferedImage night = picture();
    assertThat(contrast().get(0).getAsDouble()).as("%s", contrast()).isGreaterThan(LEAST_CONTRAST);

    assertThat(colours(day)).as("not blank").isGreaterThan(100);
    assertThat(colours(night)).as("not blank").isGreaterThan(100);
    assertThat(brightness(day)).isGreaterThan(0.8);
    assertThat(brightness(night)).isLessThan(0.25);
  }

  @Test
  void noTextOfAnAppDoesAnything() throws IOException {
    open(ReportPage.of(SampleReports.nasty()));

    awaitCharts(4);
    assertThat(browser.evaluate("document.images.length").getAsInt()).isZero();
    assertThat(browser.evaluate("document.scripts.length").getAsInt()).isEqualTo(2);
    assertThat(browser.evaluate("document.querySelector('h1').textContent").getAsString())
        .startsWith("</script><img src=x onerror=alert(1)>\"'`&");
    assertThat(browser.events("Page.javascriptDialogOpening")).isEmpty();
  }

  /** A second door, should the first one ever be left open. */
  @Test
  void markupThatGotInAllTheSameMayNeitherRunNorLoad() throws IOException {
    String page = ReportPage.of(SampleReports.rehearsal());
    open(
        page.replace(
            "<main>",
            "<main><script>document.title = 'taken'</script>"
                + "<img src=\"data:,\" onerror=\"document.title = 'taken'\">"
                + "<img src=\"http://127.0.0.1:9/x.png\">"));

    awaitCharts(4);
    assertThat(browser.evaluate("document.title").getAsString())
        .isEqualTo("Rehearsal of noisy-qubits");
    assertThat(complaints())
        .isNotEmpty()
        .allMatch(text -> text.contains("Content Security Policy"));
    assertThat(browser.events("Network.responseReceived").filter(ReportInBrowserIT::isOutside))
        .isEmpty();
    open(ReportPage.of(SampleReports.empty())); // forgets the complaints
  }

  private static boolean isOutside(JsonObject event) {
    return event.getAsJsonObject("response").get("url").getAsString().startsWith("http");
  }

  private static void open(String page) throws IOException {
    browser.open(Files.writeString(home.resolve("report.html"), page));
  }

  private static void awaitCharts(int count) {
    Eventually.await(
        count + " charts",
        Duration.ofSeconds(20),
        () -> shown("canvas") == count,
        () -> shown("canvas") + ", " + complaints());
  }

  private static int shown(String selector) {
    return browser
        .evaluate(
            "[...document.querySelectorAll('"
                + selector
                + "')].filter(e => e.getClientRects().length && e.checkVisibility()).length")
        .getAsInt();
  }

  /** What the console shows in red, or is thrown. */
  private static List<String> complaints() {
    return Stream.concat(
            browser
                .events("Log.entryAdded")
                .map(event -> event.getAsJsonObject("entry"))
                .filter(entry -> !entry.get("level").getAsString().equals("verbose")),
            Stream.concat(
                browser.events("Runtime.exceptionThrown"),
                browser.events("Runtime.consoleAPICalled")))
        .map(JsonObject::toString)
        .toList();
  }

  private static JsonArray contrast() {
    return browser.evaluate(CONTRAST).getAsJsonArray();
  }

  private static BufferedImage picture() throws IOException {
    return ImageIO.read(new ByteArrayInputStream(browser.picture()));
  }

  private static int colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours.size();
  }

  /** From 0, black, to 1, white. */
  private static double brightness(BufferedImage picture) {
    double sum = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int rgb = picture.getRGB(x, y);
        sum += (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
      }
    }
    return sum / (765.0 * picture.getWidth() * picture.getHeight());
  }
}
