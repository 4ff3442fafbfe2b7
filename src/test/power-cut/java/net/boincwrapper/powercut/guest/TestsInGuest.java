package net.boincwrapper.powercut.guest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in the virtual machine and tells the host how each went: {@code passed NAME}, {@code
 * failed NAME} with the stack trace in the lines that follow, or {@code skipped NAME}; at last
 * {@code finished}.
 */
final class TestsInGuest implements TestExecutionListener {
  private TestsInGuest() {}

  /** The arguments are names of classes, or of methods as {@code class#method}. */
  public static void main(String[] arguments) {
    List<DiscoverySelector> selectors = Stream.of(arguments).map(TestsInGuest::selector).toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    LauncherFactory.create().execute(request, new TestsInGuest());
    System.out.println("finished");
  }

  private static DiscoverySelector selector(String name) {
    return name.contains("#") ? selectMethod(name) : selectClass(name);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    System.out.println("skipped " + name(test) + ": " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED) {
      System.out.println("failed " + name(test));
      result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
    } else if (test.isTest()) {
      String how = result.getStatus() == Status.ABORTED ? "skipped " : "passed ";
      System.out.println(how + name(test));
    }
  }

  private static String name(TestIdentifier test) {
    String place =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(MethodSource.class::cast)
            .map(method -> method.getClassName() + "." + method.getMethodName())
            .orElse("");
    return (place + " " + test.getDisplayName()).strip();
  }
}
