package net.boincwrapper.realclient;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks tests that need a BOINC client and a container engine with the base image. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithEngine
@Tag("real-client")
@ExtendWith(ClientCondition.class)
@interface WithRealClient {}
