/*
 * What the bench compares the daemon with, as small as it can be: inotify without a memory, posix_spawn without a queue.
 * Also makes what both are measured on, quicker than a shell could.
 *
 *   reference watch [-r] DIRECTORY [-n NAMES] [PROGRAM]
 *       Says "ready" on stderr once DIRECTORY, and with -r all below it, is watched. Then counts the files that are
 *       closed after writing, and starts PROGRAM with the name of each. After NAMES of them it says on stdout how many
 *       there were, how often the kernel's queue was full, and how much CPU time it took since "ready", in ms.
 *   reference tree DIRECTORY COUNT
 *       Makes COUNT directories below DIRECTORY, eight in each at most, with one small file each.
 *   reference burst DIRECTORY COUNT
 *       Creates, writes and closes COUNT files there.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the daemon asks for, so that the kernel has as much to say. */
#define EVENTS \
    (IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_EXCL_UNLINK \
     | IN_ONLYDIR)

extern char **environ;

static int queue;

static void watch_one(const char *directory)
{
    if (inotify_add_watch(queue, directory, EVENTS) < 0)
        err(1, "cannot watch %s", directory);
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)walk;
    if (type == FTW_D)
        watch_one(path);
    return 0;
}

static double cpu_ms(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static void start(char *program, char *name)
{
    char *arguments[] = {program, name, NULL};
    pid_t child;
    int error = posix_spawn(&child, program, NULL, NULL, arguments, environ);
    if (error != 0)
        errx(1, "cannot start %s: %s", program, strerror(error));
}

static int watch(int count, char **words)
{
    int recursive = 0, option;
    long wanted = -1, names = 0, overflows = 0;
    static _Alignas(struct inotify_event) char buffer[64 * 1024];

    while ((option = getopt(count, words, "rn:")) != -1) {
        if (option == 'r')
            recursive = 1;
        else if (option == 'n')
            wanted = atol(optarg);
        else
            return 2;
    }
    if (optind >= count)
        return 2;
    char *directory = words[optind];
    char *program = words[optind + 1];

    signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
    queue = inotify_init1(IN_CLOEXEC);
    if (queue < 0)
        err(1, "inotify");
    if (!recursive)
        watch_one(directory);
    else if (nftw(directory, visit, 64, FTW_PHYS) != 0)
        err(1, "cannot walk %s", directory);
    fprintf(stderr, "ready\n");

    double before = cpu_ms();
    while (names != wanted) {
        ssize_t length = read(queue, buffer, sizeof buffer);
        if (length <= 0)
            err(1, "cannot read events");
        for (char *at = buffer; at < buffer + length;) {
            struct inotify_event *event = (struct inotify_event *)at;
            if (event->mask & IN_Q_OVERFLOW)
                overflows++;
            if (event->mask & IN_CLOSE_WRITE) {
                names++;
                if (program != NULL)
                    start(program, event->name);
            }
            at += sizeof *event + event->len;
        }
    }
    printf("%ld %ld %.1f\n", names, overflows, cpu_ms() - before);
    return 0;
}

static void create(const char *path)
{
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0 || write(file, path, strlen(path)) < 0)
        err(1, "cannot make %s", path);
    close(file);
}

/* Directory number 0 is the top; those below number i are 8 i + 1 to 8 i + 8. */
static size_t path_of(long number, char *path)
{
    if (number == 0)
        return 0;
    size_t above = path_of((number - 1) / 8, path);
    return above + (size_t)sprintf(path + above, "folder-%ld/", number);
}

static void grow(long count)
{
    char path[4096];
    for (long i = 1; i <= count; i++) {
        size_t length = path_of(i, path);
        if (mkdir(path, 0777) != 0)
            err(1, "cannot make %s", path);
        strcpy(path + length, "file");
        create(path);
    }
}

static void burst(long count)
{
    char name[64];
    for (long i = 0; i < count; i++) {
        sprintf(name, "file-%ld", i);
        create(name);
    }
}

int main(int count, char **words)
{
    if (count > 2 && strcmp(words[1], "watch") == 0) {
        int code = watch(count - 1, words + 1);
        if (code != 2)
            return code;
    } else if (count == 4 && chdir(words[2]) == 0) {
        if (strcmp(words[1], "tree") == 0)
            return grow(atol(words[3])), 0;
        if (strcmp(words[1], "burst") == 0)
            return burst(atol(words[3])), 0;
    }
    errx(2, "the usage is at the top of reference.c");
}
