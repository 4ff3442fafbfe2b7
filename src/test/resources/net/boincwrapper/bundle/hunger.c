/*
 * A JVMTI agent: from when the file AT is there, a thread whose name matches NAME takes all memory in the
 * next Java method that it enters. AT.threads has the name of each thread that began, AT.eaten of each
 * that ate. Options: NAME,AT
 */
#include <fnmatch.h>
#include <jvmti.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *wanted;
static char *at;

static void write_down(const char *what, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s.%s", at, what);
  FILE *file = fopen(path, "a");
  if (file != NULL) {
    fprintf(file, "%s\n", name);
    fclose(file);
  }
}

static void JNICALL enter(jvmtiEnv *jvmti, JNIEnv *jni, jthread thread, jmethodID method) {
  (void)method;
  jvmtiThreadInfo info;
  if (access(at, F_OK) != 0 || (*jvmti)->GetThreadInfo(jvmti, thread, &info) != JVMTI_ERROR_NONE) {
    return;
  }
  write_down("eaten", info.name);
  for (int i = 0; i < 1000000 && (*jni)->NewByteArray(jni, 100000) != NULL; i++) {
  }
}

static void JNICALL begin(jvmtiEnv *jvmti, JNIEnv *jni, jthread thread) {
  (void)jni;
  jvmtiThreadInfo info;
  if ((*jvmti)->GetThreadInfo(jvmti, thread, &info) == JVMTI_ERROR_NONE) {
    write_down("threads", info.name);
    if (fnmatch(wanted, info.name, 0) == 0) {
      (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_METHOD_ENTRY, thread);
    }
  }
}

static void JNICALL begin_all(jvmtiEnv *jvmti, JNIEnv *jni, jthread main) {
  (void)main;
  jint count = 0;
  jthread *threads;
  (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_THREAD_START, NULL);
  (*jvmti)->GetAllThreads(jvmti, &count, &threads);
  for (jint i = 0; i < count; i++) {
    begin(jvmti, jni, threads[i]);
  }
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *nothing) {
  (void)nothing;
  jvmtiEnv *jvmti;
  wanted = strdup(options);
  at = strchr(wanted, ',');
  *at++ = '\0';
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_1_2) != JNI_OK) {
    return JNI_ERR;
  }
  jvmtiCapabilities capabilities = {.can_generate_method_entry_events = 1};
  jvmtiEventCallbacks callbacks = {.VMInit = begin_all, .ThreadStart = begin, .MethodEntry = enter};
  (*jvmti)->AddCapabilities(jvmti, &capabilities);
  (*jvmti)->SetEventCallbacks(jvmti, &callbacks, sizeof callbacks);
  (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_VM_INIT, NULL);
  return JNI_OK;
}
