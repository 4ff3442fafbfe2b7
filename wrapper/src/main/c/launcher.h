/*
 * The released executable: a static program that carries a Java runtime and the jar, and stands
 * between the BOINC client and the wrapper proper.
 *
 * The files stand here in the order in which they build on each other: none uses what is declared below
 * its own part, so there are no circles (CallOrderTest.java). main.c comes last.
 *
 * Small allocations are never freed: the process ends, or becomes Java. What unpacking takes is given back
 * (store.c).
 */
#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* --- small things (text.c) -------------------------------------------------------------------- */

/* Formats a new string. */
char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *vtext(const char *format, __builtin_va_list arguments);

/* The path without its last component; NULL if there is none. */
char *parent_of(const char *path);

/* The first bytes of a file that may be hostile, with a NUL after them; NULL if it cannot be read, or is a
 * link or no regular file. */
char *read_regular(int directory, const char *name, size_t most);

/* Writes all of it. */
bool write_all(int file, const void *bytes, size_t length);

/* --- SHA-256 (sha256.c) ----------------------------------------------------------------------- */

struct sha256 {
  uint32_t state[8];
  uint64_t length;
  unsigned char block[64];
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t length);
void sha256_end(struct sha256 *hash, char hex[65]);

/* --- the task (task.c) ------------------------------------------------------------------------ */

struct task {
  bool in_slot;     /* this is a slot, and all words are the task's; else an author typed a command */
  char *directory;  /* where we were started: the slot, absolute */
  char *called;     /* what was typed to start us */
  char *result;     /* the result's name in init_data.xml, "" if it is unknown */
};

extern struct task task;

/* Fails, with errno, if the directory in which we were started has no path. */
bool find_task(void);

/* Whether the slot still belongs to the result that we were started for. */
bool slot_is_ours(void);

/* --- the log (log.c) -------------------------------------------------------------------------- */

/* A line in stderr.txt. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* --- ways to leave (leave.c) ------------------------------------------------------------------ */

/* Asks the client to start the task again after some seconds, and exits with 0. For an author's
 * command it is a plain failure. */
_Noreturn void postpone(int seconds, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for an end of Java that the program did not decide on: the delays grow, and after five such
 * ends in a row the task fails. */
_Noreturn void undecided(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The program has decided how the task ends: the undecided ends before it no longer count. */
_Noreturn void decided(int status);

/* The program left before it could take up the task: the undecided ends before it still count. */
_Noreturn void left_early(int status);

/* The task makes progress: the next undecided end is again the first in a row. */
void forget_undecided_ends(void);

/* Where the counts are kept. */
void count_ends_in(const char *directory);

/* --- signals (signals.c) ---------------------------------------------------------------------- */

/* From now on TERM, INT, HUP and TSTP are blocked and stay pending; so is CHLD. */
void hold_signals(void);

/* Restores the signal mask that we were started with. */
void release_signals(void);

/* Leaves if a signal asks for it: to be called during the long steps before Java is started. */
void leave_if_asked(void);

/* A descriptor from which the pending signals can be read. */
int signals_to_read(void);

/* --- the environment (environment.c) ---------------------------------------------------------- */

/* Leaves nothing in it that an app or a shell may have prepared. */
void clean_environment(void);

/* Closes all but standard input, output and error, and opens those of them that are missing. */
void close_inherited_files(void);

/* --- words (words.c) -------------------------------------------------------------------------- */

/* Exits with status 2 if the words, typed outside a slot, are not a command. Touches nothing. */
void refuse_unless_command(char **words);

/* --- the payload (payload.c) ------------------------------------------------------------------ */

struct file {
  char sha256[65];
  mode_t mode;
  off_t size;
  char *path; /* relative; directories come into being with their files */
};

struct payload {
  int executable;
  off_t stream;  /* where the compressed files begin */
  off_t end;     /* and end */
  char name[33]; /* of what it unpacks to: the hash of its list */
  time_t mtime;  /* of each file: the class archive knows those of jar and runtime */
  size_t count;
  struct file *files;
};

/* Finds it at the end of this executable. */
void open_payload(struct payload *payload, const char *executable);

/* Unpacks it into an empty directory, and verifies and syncs each file. NULL, or what went wrong. */
char *unpack(const struct payload *payload, const char *directory);

/* Whether each file there has its hash. */
bool verify(const struct payload *payload, const char *directory);

/* --- where it is unpacked (store.c) ----------------------------------------------------------- */

struct program {
  char *store;     /* what the wrappers of this host share */
  char *directory; /* in it: runtime, jar and class archive */
  int in_use;      /* descriptor of a lock that keeps it there */
};

/* Unpacks it at the first start on this host, and checks that it is intact. */
struct program provide(const char *executable);

/* --- what is exchanged with the client -------------------------------------------------------- */

/* In the slot (lib/app_ipc.h:MMAPPED_FILE_NAME). */
#define SHARED_MEMORY "boinc_mmap_file"

/* --- the client's messages (messages.c) ------------------------------------------------------- */

/* Milliseconds from one look for a message to the next. The protocol has ten looks a second
 * (api/boinc_api.cpp:TIMER_PERIOD); with fewer than seven, all wake-ups of this task together stay below
 * that, and the app is still frozen within 0.2 s. */
enum { LISTEN_EVERY = 150 };

struct messages {
  int file; /* the slot's shared memory; -1: not open */
};

/* Whether messages can be looked for from now on. */
bool open_messages(struct messages *messages);

/* Whether the client has said something that Java has not taken yet. */
bool unread_messages(const struct messages *messages);

/* --- what the client is told (speech.c) ------------------------------------------------------- */

/* Where the CPU time is read. Times are in nanoseconds. */
struct cpu_source {
  enum { NO_SOURCE, GROUP, COURSE } kind;
  int file;       /* GROUP: of a control group, with a number in its first line */
  int64_t unit;   /* of that number */
  int64_t before; /* to be added to it */
  int64_t from, to, begun, lasts; /* COURSE: evenly from one number to the other, and no further */
};

enum { MOST_STATUS = 700 };

struct speech {
  char *memory; /* the slot's shared memory; NULL: not open */
  int file;
  struct cpu_source source;
  long number;               /* of Java's newest status; 0: nothing is said */
  int64_t cpu;               /* that it came with, in nanoseconds */
  char status[MOST_STATUS];  /* what else is in it */
  int64_t told;              /* the largest CPU time that was told, in hundredths of a second */
  long said;                 /* number of the one in the channel; 0: Java has written there itself */
  int64_t said_cpu;
  char text[1024];           /* as it is there */
  long heard;                /* number of the newest that the client has taken */
};

/* Whether the client can be told something from now on. */
bool open_speech(struct speech *speech);

/* To be called at each look. */
void speak(struct speech *speech, int64_t now);

/* Takes a line of Java's report; one about something else is ignored. */
void hear_speech(struct speech *speech, const char *word, int64_t now);

/* --- Java (java.c) ---------------------------------------------------------------------------- */

/* Runs the wrapper proper in a slot, to its end and ours. */
_Noreturn void run_java(const struct program *program, const char *executable, char **words);

/* Becomes it, for an author. */
_Noreturn void become_java(const struct program *program, const char *executable, char **words);

#endif
