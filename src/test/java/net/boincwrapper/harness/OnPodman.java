package net.boincwrapper.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class, nested ones included, on a Podman that the tests start for themselves.
 *
 * <p>They are skipped with a printed reason where that cannot be, and fail there where the
 * environment variable {@code CI} is set. Tests that are {@link DockerOnly} are left out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PodmanExtension.class)
public @interface OnPodman {}
