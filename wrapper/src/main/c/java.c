/*
 * Java as our child. It tells through a pipe when it can take signals ("ready"), when we are to look for
 * the client's messages ("listen"), what we are to tell the client (speech.c), that the task gets on
 * ("progress") and how it ends ("end STATUS", or "early STATUS" where it could not take the task up); an end
 * without that word was not the program's decision. cli/LauncherReport.java is its side.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* For Java to be ready: the client kills us 60 s after it has asked us to leave. */
enum { READY_SECONDS = 180, READY_ONCE_ASKED_SECONDS = 20 };

/* From the word that it is about to end to its end. */
enum { END_SECONDS = 10 };

enum { REPORT = 3 }; /* the pipe's descriptor in Java */

/* The file that a crash leaves, by the store and Java's pid. */
#define CRASH "%s/java/crash-%d.log"

/* --- the command ------------------------------------------------------------------------------ */

static char **command(const struct program *program, const char *executable, char **words) {
  size_t count = 0;
  while (words[count] != NULL) {
    count++;
  }
  char **command = calloc(count + 17, sizeof *command);
  if (command == NULL) {
    postpone(300, "there is no memory for a command line");
  }
  const char *directory = program->directory;
  char **next = command;
  *next++ = text("%s/jre/bin/java", directory);
  *next++ = text("@%s/java.options", directory);
  if (!task.in_slot) {
    *next++ = text("@%s/author.options", directory);
    *next++ = text("-Ddocker-wrapper.called=%s", task.called);
  }
  *next++ = text("-XX:SharedArchiveFile=%s/docker-wrapper.jsa", directory);
  *next++ = text("-XX:ErrorFile=%s/java/crash-%%p.log", program->store);
  *next++ = text("-Ddocker-wrapper.launcher=%s", executable);
  if (task.in_slot) {
    *next++ = text("-Ddocker-wrapper.directory=%s", task.directory);
    *next++ = text("-Ddocker-wrapper.report=/proc/self/fd/%d", REPORT);
  }
  *next++ = text("-Xbootclasspath/a:%s/docker-wrapper.jar", directory); /* bin/bundle says why */
  *next++ = "-cp";
  *next++ = text("%s/docker-wrapper.jar", directory);
  *next++ = "net.boincwrapper.cli.DockerWrapper";
  memcpy(next, words, count * sizeof *words);
  return command;
}

void become_java(const struct program *program, const char *executable, char **words) {
  char **java = command(program, executable, words);
  release_signals();
  fcntl(program->in_use, F_SETFD, 0);
  execv(java[0], java);
  postpone(3600, "starting %s failed: %m", java[0]);
}

/* In the child, which dies with us and has a directory and a process group of its own. */
static _Noreturn void exec_java(const struct program *program, char **java, pid_t parent, int report) {
  const struct rlimit no_core = {0, 0};
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
    _exit(1);
  }
  setpgid(0, 0); /* a terminal's Ctrl-C reaches it through us */
  setrlimit(RLIMIT_CORE, &no_core);
  unlink(text(CRASH, program->store, (int)getpid())); /* of an earlier process with our pid */
  if (dup2(report, REPORT) < 0 || (report == REPORT && fcntl(REPORT, F_SETFD, 0) != 0) ||
      chdir(text("%s/java", program->store)) != 0) {
    say("preparing to start %s failed: %m", java[0]);
    _exit(1);
  }
  release_signals();
  execv(java[0], java);
  say("starting %s failed: %m", java[0]);
  _exit(1);
}

/* --- its life --------------------------------------------------------------------------------- */

struct life {
  struct messages messages;
  struct speech speech;
  pid_t java;
  int report;         /* -1: nobody writes there any more */
  char words[2048];   /* what came through it */
  bool ready;
  int end;            /* the status that it decided on; -1: none yet */
  bool early;         /* and that before it had taken the task up */
  bool asked;         /* by a signal */
  int waiting[16];    /* signals for a Java that is not ready, in order */
  int waiting_count;
  int64_t deadline;   /* in milliseconds; -1: none */
};

static int64_t nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 * 1000 * 1000 + time.tv_nsec;
}

static int64_t now(void) {
  return nanoseconds() / 1000000;
}

static void hear_signal(struct life *life, int number) {
  if (number == SIGCHLD) {
    return;
  }
  if (life->ready) {
    kill(life->java, number);
  } else {
    if (!life->asked) {
      int64_t earlier = now() + READY_ONCE_ASKED_SECONDS * 1000;
      life->deadline = earlier < life->deadline ? earlier : life->deadline;
    }
    if (life->waiting_count < (int)(sizeof life->waiting / sizeof *life->waiting)) {
      life->waiting[life->waiting_count++] = number;
    }
  }
  life->asked = true;
}

/* Java has installed its handler before it asked us to listen. */
static void ring(const struct life *life) {
  kill(life->java, SIGUSR1);
}

static void hear_word(struct life *life, const char *word) {
  if (strcmp(word, "ready") == 0 && !life->ready) {
    life->ready = true;
    life->deadline = -1;
    for (int i = 0; i < life->waiting_count; i++) {
      kill(life->java, life->waiting[i]);
    }
  } else if (strcmp(word, "listen") == 0 && open_messages(&life->messages) &&
             open_speech(&life->speech)) {
    ring(life); /* that we have begun */
  } else if (strcmp(word, "progress") == 0) {
    forget_undecided_ends();
  } else if (sscanf(word, "end %d", &life->end) == 1 ||
             (life->early = sscanf(word, "early %d", &life->end) == 1)) {
    life->deadline = now() + END_SECONDS * 1000;
  } else {
    hear_speech(&life->speech, word, nanoseconds());
  }
}

static void read_report(struct life *life) {
  for (;;) {
    size_t have = strlen(life->words);
    ssize_t some = read(life->report, life->words + have, sizeof life->words - 1 - have);
    if (some == 0 || (some < 0 && errno != EAGAIN && errno != EINTR)) {
      close(life->report);
      life->report = -1;
    }
    if (some <= 0) {
      return;
    }
    life->words[have + (size_t)some] = '\0';
    for (char *end; (end = strchr(life->words, '\n')) != NULL;) {
      *end = '\0';
      hear_word(life, life->words);
      memmove(life->words, end + 1, strlen(end + 1) + 1);
    }
    if (strlen(life->words) == sizeof life->words - 1) {
      life->words[0] = '\0'; /* too long for any word of the report */
    }
  }
}

/* In milliseconds; -1: for ever. */
static int longest_wait(const struct life *life) {
  int64_t longest = -1;
  if (life->deadline >= 0) {
    int64_t left = life->deadline - now();
    longest = left < 0 ? 0 : left;
  }
  if (life->messages.file >= 0 && (longest < 0 || longest > LISTEN_EVERY)) {
    longest = LISTEN_EVERY;
  }
  return (int)longest;
}

/* Waits for something to happen, for the deadline, or until it is time to look for a message. Returns
 * whether Java may have ended. */
static bool listen_to(struct life *life, int signals) {
  struct pollfd sources[2] = {{signals, POLLIN, 0}, {life->report, POLLIN, 0}};
  int heard_something = poll(sources, 2, longest_wait(life));
  if (unread_messages(&life->messages)) {
    ring(life);
  }
  speak(&life->speech, nanoseconds());
  if (heard_something == 0) {
    return false;
  }
  bool child = false;
  struct signalfd_siginfo heard;
  while (read(signals, &heard, sizeof heard) == sizeof heard) {
    child |= heard.ssi_signo == SIGCHLD;
    hear_signal(life, (int)heard.ssi_signo);
  }
  if (life->report >= 0) {
    read_report(life);
  }
  return child;
}

/* Returns as waitpid does. */
static int await_end(struct life *life, int signals) {
  int status;
  bool child = false;
  while (!child || waitpid(life->java, &status, WNOHANG) != life->java) {
    if (life->deadline >= 0 && now() >= life->deadline) {
      say(life->end < 0 ? "Java is still not ready: killing it" : "Java does not end: killing it");
      kill(life->java, SIGKILL);
      life->deadline = -1;
    }
    child = listen_to(life, signals);
  }
  if (life->report >= 0) {
    read_report(life);
  }
  return status;
}

static _Noreturn void judge(const struct life *life, int status, const char *store) {
  if (life->end >= 0 && life->early) {
    left_early(life->end);
  }
  if (life->end >= 0) {
    decided(life->end);
  }
  if (life->asked) {
    /* The host is going down, and everything with it. */
    postpone(30, "asked to leave, and Java ended before it had done so");
  }
  const char *crash = text(CRASH, store, (int)life->java);
  if (access(crash, F_OK) == 0) {
    undecided("Java crashed, see %s", crash); /* without a core dump it ends with status 1 */
  }
  if (WIFSIGNALED(status)) {
    undecided("Java was ended by SIG%s", sigabbrev_np(WTERMSIG(status)));
  }
  switch (WEXITSTATUS(status)) {
    case 3:
      undecided("Java ran out of memory");
    case 129: case 130: case 143:
      postpone(30, "Java was asked to end (SIG%s)", sigabbrev_np(WEXITSTATUS(status) - 128));
    default:
      undecided("Java ended with status %d, without a word from the program; its output may be above",
                WEXITSTATUS(status));
  }
}

void run_java(const struct program *program, const char *executable, char **words) {
  char **java = command(program, executable, words);
  int signals = signals_to_read();
  int report[2];
  if (signals < 0 || pipe2(report, O_CLOEXEC) != 0) {
    postpone(300, "preparing to listen to Java failed: %m");
  }
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) {
    postpone(300, "starting Java failed: %m");
  }
  if (child == 0) {
    exec_java(program, java, parent, report[1]);
  }
  close(report[1]);
  fcntl(report[0], F_SETFL, O_NONBLOCK);
  struct life life = {.messages = {-1},
                      .java = child,
                      .report = report[0],
                      .end = -1,
                      .deadline = now() + READY_SECONDS * 1000};
  judge(&life, await_end(&life, signals), program->store);
}
