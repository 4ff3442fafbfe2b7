/**
 * The templates of circuits, run and rehearsed with the SDKs that they are for: right answers, the
 * same bytes after interruptions, memory as stated. Tagged {@code sdk}, because the images are
 * large; {@code bin/test --sdk} runs them.
 */
package net.boincwrapper.sdk;
