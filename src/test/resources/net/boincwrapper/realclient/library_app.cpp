// An app that is linked with BOINC's own library, as one that was written for a client without
// containers: it takes itself for the client's child.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

#include "boinc_api.h"

int main() {
    const char* arguments = getenv("ARGS");
    int tenths = arguments ? atoi(arguments) : 30;
    BOINC_OPTIONS options;
    boinc_options_defaults(options);
    if (boinc_init_options(&options)) return 3;

    std::string in, out;
    if (boinc_resolve_filename_s("in.txt", in)) return 4;
    if (boinc_resolve_filename_s("out.txt", out)) return 5;
    for (int i = 0; i < tenths; i++) {
        usleep(100000);
        boinc_fraction_done((i + 1.) / tenths);
        if (boinc_time_to_checkpoint()) boinc_checkpoint_completed();
    }
    FILE* from = fopen(in.c_str(), "r");
    FILE* to = fopen(out.c_str(), "w");
    if (!from || !to) return 6;
    for (int c; (c = getc(from)) != EOF;) putc(c, to);
    if (fclose(to)) return 7;
    boinc_finish(0);
}
