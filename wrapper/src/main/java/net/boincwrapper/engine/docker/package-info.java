/**
 * Docker and Podman behind {@link net.boincwrapper.engine.Engine}: their API, their words, their
 * quirks. The only room that knows docker-java and Jackson; may import {@code engine}, {@code
 * engine.http}, {@code engine.podman}, {@code engine.program}, {@code job} and {@code time}.
 *
 * <p>There are two ways to the one daemon, over one transport ({@code UnixSocketTransport}), with
 * the same limits and the same kinds of failures. docker-java's commands serve what changes a
 * container once it runs, and what is rare. Requests of our own serve what the app's first
 * instruction waits for, what lasts, and what docker-java has no words for:
 *
 * <pre>
 *                                         own request  docker-java
 * what                 when   way         CPU classes  CPU classes  besides
 * info                 start  own                                   a header tells Podman
 * list, sight          start  own           6     107  158    1216
 * findImage            start  own           5      17  146    1158
 * is the network there start  own           5       1  131    1129
 * create               start  own           7      29  205    1266
 * awaitExit            start  own           5       5   62    1137  awaitStarted() hangs if refused
 * watch, events        start  own          25      26   94    1234  no stream=false, for Podman
 * start                start  own           4       2   55     801
 * inspect              start  own           8      86  271    1206
 * ownership            start  own
 * usage                run    own                                   no one-shot: it takes 2 s
 * changes, stat        author own                                   a HEAD has no command
 * logTail              end    own           7      21   58     855  a frame of any length is held
 * a program's head     rare   own          28      76   72     903  no header: what mode, what link?
 * pull                 rare   own          36          110          its report is read as build's is
 * build                rare   own                                   no CPU quota, no id of the image
 * pause, unpause       run    docker-java   4       2   56     801
 * stop, signal         run    docker-java                           on Podman see PodmanStop
 * limitCpus            run    docker-java                           on Podman a path of its own
 * remove               end    docker-java   4       5   48     846
 * make the network     rare   docker-java
 * stages of a build    rare   docker-java   5      13  142    1203
 * </pre>
 *
 * <p>CPU is in milliseconds and the wrapper's alone, for the first call of the kind in a process
 * that has spoken to the engine by a request of our own; classes are those loaded for it; what is
 * blank was not measured. Of 2026-11-29: 2 AMD EPYC, Linux 6.18, Docker 20.10.24, Temurin 25.0.3
 * with {@code java.options}, a class archive for each figure that was trained with that very call,
 * medians of 11 runs in turn; the pull is a recorded report of 300 lines. Whatever docker-java does
 * first costs 50 ms, 800 classes, 1.4 MB of heap and 3 MB resident, for Guava and Jackson's {@code
 * ObjectMapper}; the models that Jackson learns cost up to 220 ms more, and up to 1 MB of heap. All
 * of a short task, start and finish, takes 220 ms ({@code wrapper/bench/figures.md}).
 *
 * <p>There are two JSON libraries because each came with what is given: Gson with TOML4J, Jackson
 * with docker-java. Documents are Jackson's trees, for what is missing or null in one reads as
 * empty, where Gson's would throw; but Gson reads and writes their text, in {@code DockerJson}
 * alone, which says what that saves. {@code ObjectMapper} works only within docker-java. Outside of
 * this room nothing knows Jackson, and Gson serves {@code image.ExecForm}, {@code cli.DryRunJson}
 * and {@code cli.rehearse.RehearsalJson} ({@code LayeringTest}).
 */
@NullMarked
package net.boincwrapper.engine.docker;

import org.jspecify.annotations.NullMarked;
