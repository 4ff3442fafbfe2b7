/*
 * Tells the client a task's status in Java's stead, with the CPU time of this moment. Every ten seconds the
 * client counts CPU time that it was not told about as other work on the host
 * (client/app.cpp:get_memory_usage): a status whose age varies looks like a load that does not exist.
 *
 * Java says what else is in a status ("status") and where the CPU time is read ("cpu"); its side is
 * client/Herald.java. From Java's first status on nobody else writes to the channel. A status is sent as soon
 * as the one before has been taken. Until the client takes it, its CPU time is updated in place: the digits
 * that change are one aligned word, of which the client reads either the old value or the new one.
 */
#include "launcher.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* lib/app_ipc.h:SHARED_MEM; of a channel the first byte says whether its text is unread. */
enum { SIZE = 8192, CHANNEL = 5120, TEXT = CHANNEL + 1, MOST_TEXT = 1022 };

/* The time is sixteen characters, with two digits after the point; the last eight are the word. */
static const char FORM[] = "     <current_cpu_time>%013" PRId64 ".%02" PRId64 "</current_cpu_time>%s"
                           "<said>%ld</said><heard>%ld</heard>";
enum { DIGITS = TEXT + 23, WORD = DIGITS + 8 };
_Static_assert(WORD % sizeof(uint64_t) == 0, "one store writes what changes");

enum { HUNDREDTH = 10 * 1000 * 1000 }; /* in nanoseconds */

bool open_speech(struct speech *speech) {
  if (speech->memory != NULL) {
    return true;
  }
  int file = open(SHARED_MEMORY, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat found;
  if (file >= 0 && fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_size >= SIZE) {
    void *memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    speech->memory = memory == MAP_FAILED ? NULL : memory;
  }
  if (speech->memory == NULL && file >= 0) {
    close(file);
  } else {
    speech->file = file;
  }
  return speech->memory != NULL;
}

static void fall_silent(struct speech *speech) {
  speech->number = 0;
}

/* --- the CPU time ----------------------------------------------------------------------------- */

static void forget_source(struct cpu_source *source) {
  if (source->kind == GROUP) {
    close(source->file);
  }
  source->kind = NO_SOURCE;
}

/* The number in the first line, where a word may stand before it. */
static int64_t read_group(const struct cpu_source *source) {
  char text[64];
  ssize_t length = pread(source->file, text, sizeof text - 1, 0);
  if (length <= 0) {
    return -1; /* it is gone with the container */
  }
  text[length] = '\0';
  const char *number = text + strcspn(text, "0123456789\n");
  return *number < '0' ? -1 : strtoll(number, NULL, 10) * source->unit;
}

static int64_t on_course(const struct cpu_source *source, int64_t now) {
  int64_t passed = now - source->begun;
  double way = (double)(source->to - source->from) * (double)passed / (double)source->lasts;
  return passed >= source->lasts ? source->to : source->from + (int64_t)way;
}

/* In hundredths of a second, and never less than before. */
static int64_t cpu_time(struct speech *speech, int64_t now) {
  int64_t nanos = speech->cpu;
  struct cpu_source *source = &speech->source;
  if (source->kind == GROUP) {
    int64_t of_group = read_group(source);
    nanos = of_group < 0 ? nanos : source->before + of_group;
  } else if (source->kind == COURSE) {
    nanos = on_course(source, now);
  }
  int64_t hundredths = nanos / HUNDREDTH;
  if (hundredths > speech->told) {
    speech->told = hundredths;
  }
  return speech->told;
}

/* --- saying it -------------------------------------------------------------------------------- */

static void write_text(struct speech *speech, int64_t cpu) {
  char *text = speech->memory + TEXT;
  snprintf(text, MOST_TEXT, FORM, cpu / 100, cpu % 100, speech->status, speech->number, speech->heard);
  speech->said = speech->number;
  speech->said_cpu = cpu;
  snprintf(speech->text, sizeof speech->text, "%s", text);
}

static char *flag(const struct speech *speech) {
  return speech->memory + CHANNEL;
}

static bool is_unread(const struct speech *speech) {
  return __atomic_load_n(flag(speech), __ATOMIC_ACQUIRE) != 0;
}

static void set_unread(const struct speech *speech, char unread) {
  __atomic_store_n(flag(speech), unread, __ATOMIC_RELEASE);
}

static void say_status(struct speech *speech, int64_t cpu) {
  write_text(speech, cpu);
  set_unread(speech, 1);
}

/* The client may be reading: it must find either the old time or the new one. */
static void renew(struct speech *speech, int64_t cpu) {
  char digits[32];
  snprintf(digits, sizeof digits, "%013" PRId64 ".%02" PRId64, cpu / 100, cpu % 100);
  char *place = speech->memory + DIGITS;
  if (memcmp(place, digits, 8) != 0) {
    set_unread(speech, 0); /* once in a hundred thousand seconds */
    say_status(speech, cpu);
    return;
  }
  uint64_t word;
  memcpy(&word, digits + 8, sizeof word);
  __atomic_store_n((uint64_t *)(void *)(speech->memory + WORD), word, __ATOMIC_RELEASE);
  memcpy(speech->text + (DIGITS - TEXT) + 8, &word, sizeof word);
  speech->said_cpu = cpu;
}

/* A later client clears the file for its next task: then it is no longer ours. A truncated one cannot be
 * written. */
static bool is_ours(const struct speech *speech) {
  struct stat found;
  return fstat(speech->file, &found) == 0 && found.st_size >= SIZE &&
         (speech->said == 0 || strcmp(speech->memory + TEXT, speech->text) == 0);
}

void speak(struct speech *speech, int64_t now) {
  if (speech->number == 0) {
    return;
  }
  if (!is_ours(speech)) {
    fall_silent(speech);
    return;
  }
  int64_t cpu = cpu_time(speech, now);
  if (!is_unread(speech)) {
    speech->heard = speech->said;
    say_status(speech, cpu);
  } else if (speech->said != 0 && cpu > speech->said_cpu) {
    renew(speech, cpu);
  }
}

/* --- what Java says --------------------------------------------------------------------------- */

static void take_status(struct speech *speech, const char *words, int64_t now, bool last) {
  long number;
  int64_t cpu;
  int behind = 0;
  if (speech->memory == NULL || sscanf(words, "%ld %" SCNd64 " %n", &number, &cpu, &behind) < 2) {
    return;
  }
  snprintf(speech->status, sizeof speech->status, "%s", words + behind);
  if (last) {
    forget_source(&speech->source); /* Java knows better now */
  }
  speech->number = number;
  speech->cpu = cpu;
  if (!last) {
    speak(speech, now);
  } else if (is_ours(speech)) {
    set_unread(speech, 0);
    say_status(speech, cpu_time(speech, now));
  }
}

static void take_source(struct speech *speech, const char *words, int64_t now) {
  struct cpu_source source = {.file = -1, .begun = now};
  int behind = 0;
  forget_source(&speech->source);
  if (sscanf(words, "group %" SCNd64 " %" SCNd64 " %n", &source.before, &source.unit, &behind) == 2) {
    source.file = open(words + behind, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    source.kind = source.file < 0 ? NO_SOURCE : GROUP;
  } else if (sscanf(words, "course %" SCNd64 " %" SCNd64 " %" SCNd64, &source.from, &source.to,
                    &source.lasts) == 3 && source.lasts > 0) {
    source.kind = COURSE;
  }
  speech->source = source;
}

void hear_speech(struct speech *speech, const char *word, int64_t now) {
  static const char status[] = "status ", last[] = "last ", cpu[] = "cpu ";
  if (strncmp(word, status, sizeof status - 1) == 0) {
    take_status(speech, word + sizeof status - 1, now, false);
  } else if (strncmp(word, last, sizeof last - 1) == 0) {
    take_status(speech, word + sizeof last - 1, now, true);
  } else if (strncmp(word, cpu, sizeof cpu - 1) == 0) {
    take_source(speech, word + sizeof cpu - 1, now);
  } else if (strcmp(word, "afresh") == 0) {
    speech->told = 0; /* what was done after the last checkpoint is done again */
  } else if (strcmp(word, "silent") == 0) {
    fall_silent(speech);
  }
}
