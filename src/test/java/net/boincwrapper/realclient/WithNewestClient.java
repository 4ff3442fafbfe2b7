package net.boincwrapper.realclient;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks tests that need, besides, Debian's newest client: see {@link NewestClient}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithRealClient
@ExtendWith(NewestClientCondition.class)
@interface WithNewestClient {}
