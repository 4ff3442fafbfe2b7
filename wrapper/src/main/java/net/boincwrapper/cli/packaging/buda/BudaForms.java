package net.boincwrapper.cli.packaging.buda;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;

/**
 * What is typed into the forms ({@code html/user/buda.php:app_form}, {@code variant_form}; {@code
 * html/user/buda_submit.php:submit_form}).
 */
final class BudaForms {
  /** Of the host that the days are meant for ({@code AVG_CPU_FPOPS}). */
  private static final BigDecimal FLOPS_OF_A_DAY = new BigDecimal("4.3e9").multiply(days(1));

  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(100);
  private static final long MEGABYTE = 1 << 20;

  /** Where the output template says nothing: the form's own. */
  private static final long USUAL_MEGABYTES = 10;

  private final JobFolder folder;
  private final BudaOrder order;

  BudaForms(JobFolder folder, BudaOrder order) {
    this.folder = folder;
    this.order = order;
  }

  private static BigDecimal days(long days) {
    return BigDecimal.valueOf(86_400 * days);
  }

  /** A number as a form takes it. */
  static String plain(double number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  /**
   * Sorted: a batch's files are put into this order, and the template's are those of the form
   * ({@code html/user/buda_submit.php:parse_batch_dir}, {@code
   * html/user/buda.php:create_templates}).
   */
  String inputs() {
    return String.join(" ", BudaFiles.inputs(folder).stream().sorted().toList());
  }

  String outputs() {
    return String.join(
        " ",
        BudaFlaws.references(folder.output()).stream()
            .map(BoincTemplate.FileReference::openName)
            .toList());
  }

  /** One bound for all outputs, rounded up. */
  long outputMegabytes() {
    long most =
        BudaFlaws.references(folder.output()).stream()
            .mapToLong(output -> output.maxBytes().orElse(USUAL_MEGABYTES * MEGABYTE))
            .max()
            .orElse(0);
    return Math.max(1, (most + MEGABYTE - 1) / MEGABYTE);
  }

  String delayDays() {
    return shown(
        BigDecimal.valueOf(folder.bounds().delaySeconds()).divide(days(1), MathContext.DECIMAL64));
  }

  /** The client's limit, on a host of 4.3 GFLOPS. */
  String mostDays() {
    return shown(limited(bound("rsc_fpops_bound", folder.bounds().fpopsBound())));
  }

  String expectedDays() {
    BigDecimal expected = limited(bound("rsc_fpops_est", folder.bounds().fpopsEstimate()));
    return shown(expected.min(limited(bound("rsc_fpops_bound", folder.bounds().fpopsBound()))));
  }

  private BigDecimal bound(String tag, double written) {
    BigDecimal own = new BigDecimal(written);
    return Optional.ofNullable(order.measured().get(tag)).map(BigDecimal::new).orElse(own);
  }

  private static BigDecimal limited(BigDecimal fpops) {
    return fpops.divide(FLOPS_OF_A_DAY, MathContext.DECIMAL64).min(MOST_DAYS);
  }

  /** Three digits, upwards. */
  private static String shown(BigDecimal days) {
    return days.round(new MathContext(3, RoundingMode.CEILING))
        .stripTrailingZeros()
        .toPlainString();
  }

  List<String> chosenFiles() {
    return BudaFiles.chosen(BudaFiles.of(folder));
  }
}
