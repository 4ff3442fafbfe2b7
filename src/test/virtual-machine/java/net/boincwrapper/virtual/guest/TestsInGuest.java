package net.boincwrapper.virtual.guest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.EngineUnderTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in the virtual machine and tells the host how each went: {@code passed NAME}, {@code
 * failed NAME} with the stack trace in the lines that follow, or {@code skipped NAME}; at last
 * {@code finished}.
 *
 * <p>Those that say nothing about the engine under test, and heavy ones, are left out. The limits
 * of single tests do not hold: they are those of a processor that is not emulated.
 */
final class TestsInGuest implements TestExecutionListener {
  private TestsInGuest() {}

  /** The arguments are names of classes, or of methods as {@code class#method}. */
  public static void main(String[] arguments) throws ClassNotFoundException {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (String name : arguments) {
      selectors.addAll(selectors(name));
    }
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .filters(excludeTags("heavy"), (PostDiscoveryFilter) TestsInGuest::ofThisEngine)
            .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
            .build();
    LauncherFactory.create().execute(request, new TestsInGuest());
    System.out.println("finished");
    System.exit(0); // whatever a test has left running
  }

  /** Whatever parameters a method has. */
  private static List<DiscoverySelector> selectors(String name) throws ClassNotFoundException {
    int mark = name.indexOf('#');
    if (mark < 0) {
      return List.of(selectClass(name));
    }
    Class<?> type = Class.forName(name.substring(0, mark));
    List<DiscoverySelector> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.getName().equals(name.substring(mark + 1)))
            .<DiscoverySelector>map(method -> selectMethod(type, method))
            .toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("there is no test " + name);
    }
    return methods;
  }

  private static FilterResult ofThisEngine(TestDescriptor test) {
    boolean dockerOnly =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getJavaMethod())
            .filter(method -> AnnotationSupport.isAnnotated(method, DockerOnly.class))
            .isPresent();
    return FilterResult.includedIf(!dockerOnly || !EngineUnderTest.isPodman());
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
    Optional<TestSource> source = test.getSource();
    String place = source.map(TestsInGuest::place).orElse("");
    return (place + " " + test.getDisplayName()).strip();
  }

  private static String place(TestSource source) {
    if (source instanceof MethodSource method) {
      return method.getClassName() + "." + method.getMethodName();
    }
    return source instanceof ClassSource type ? type.getClassName() : "";
  }
}
