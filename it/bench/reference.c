/*
 * What the bench compares the daemon with, as small as it can be: inotify without a memory, posix_spawn without a queue.
 * Also makes what both are measured on, quicker than a shell could.
 *
 *   reference watch DIRECTORY
 *       Says "ready" on stderr once DIRECTORY and all below it is watched, and reads until it is killed.
 *   reference gather DIRECTORY NAMES COMMAND
 *       Says "ready" once DIRECTORY is watched. Gathers the names of files that are closed after writing, and when it
 *       has been quiet for 200 ms gives their paths, each once and followed by a NUL, to the standard input of COMMAND,
 *       which sh(1) runs: what a rule with "settle: 200ms, stdin: paths0" asks of the daemon. After NAMES of them it says
 *       on stdout how many there were, how often the kernel's queue was full, and how much CPU time of its own it took
 *       since "ready", in ms.
 *   reference tree DIRECTORY COUNT
 *       Makes COUNT directories below DIRECTORY, eight in each at most, with one small file each.
 *   reference burst DIRECTORY COUNT
 *       Creates, writes and closes COUNT files there.
 *   reference run DIRECTORY MOST PROGRAM ARGUMENT
 *       Says "ready" once DIRECTORY is watched. For each file that is closed after writing starts PROGRAM with ARGUMENT
 *       and the file's name, at most MOST at once, until it is killed.
 *   reference clock
 *       Says on stdout what CLOCK_MONOTONIC says, in ns.
 *   reference drip DIRECTORY COUNT RATE FIRST
 *       Creates, writes and closes COUNT files, RATE in a second, numbered from FIRST on, and notes the instant before
 *       each close: lines "NAME NANOSECONDS" on stdout.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <spawn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * What the daemon asks for, so that the kernel has as much to say; but for run, which has no room for 10,000 files' worth of
 * it while it starts programs.
 */
#define EVENTS \
    (IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_EXCL_UNLINK \
     | IN_ONLYDIR)

extern char **environ;

static int queue;
static unsigned asked = EVENTS;

static void watch_one(const char *directory)
{
    if (inotify_add_watch(queue, directory, asked) < 0)
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

static void listen_to(const char *directory, int recursive)
{
    queue = inotify_init1(IN_CLOEXEC);
    if (queue < 0)
        err(1, "inotify");
    if (!recursive)
        watch_one(directory);
    else if (nftw(directory, visit, 64, FTW_PHYS) != 0)
        err(1, "cannot walk %s", directory);
    fprintf(stderr, "ready\n");
}

static char *next_events(char **end)
{
    static _Alignas(struct inotify_event) char buffer[64 * 1024];
    ssize_t length = read(queue, buffer, sizeof buffer);
    if (length <= 0)
        err(1, "cannot read events");
    *end = buffer + length;
    return buffer;
}

static void watch(const char *directory)
{
    char *end;
    listen_to(directory, 1);
    for (;;)
        next_events(&end);
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Each name once: how many there are. */
static long distinct(char **names, long count)
{
    long kept = 0;
    qsort(names, (size_t)count, sizeof *names, by_name);
    for (long i = 0; i < count; i++)
        if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
            names[kept++] = names[i];
    return kept;
}

static void hand_over(const char *directory, char **names, long count, char *command)
{
    char *arguments[] = {"sh", "-c", command, NULL};
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0)
        err(1, "pipe");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
    int error = posix_spawn(&child, "/bin/sh", &actions, NULL, arguments, environ);
    if (error != 0)
        errx(1, "cannot start sh: %s", strerror(error));
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    FILE *paths = fdopen(ends[1], "w");
    for (long i = 0; i < count; i++)
        fprintf(paths, "%s/%s%c", directory, names[i], '\0');
    if (fclose(paths) != 0)
        err(1, "cannot write to the command");
    waitpid(child, NULL, 0);
}

static int gather(const char *directory, long wanted, char *command)
{
    long told = 0, count = 0, room = 0, overflows = 0;
    char **names = NULL;
    struct pollfd waiting = {.events = POLLIN};

    listen_to(directory, 0);
    waiting.fd = queue;
    double before = cpu_ms();
    while (told < wanted) {
        if (poll(&waiting, 1, count > 0 ? 200 : -1) == 0) {
            long each = distinct(names, count);
            hand_over(directory, names, each, command);
            told += each;
            count = 0;
            continue;
        }
        char *end;
        for (char *at = next_events(&end); at < end;) {
            struct inotify_event *event = (struct inotify_event *)at;
            if (event->mask & IN_Q_OVERFLOW)
                overflows++;
            if (event->mask & IN_CLOSE_WRITE) {
                if (count == room && (names = realloc(names, (room += 4096) * sizeof *names)) == NULL)
                    err(1, "no memory");
                names[count++] = strdup(event->name);
            }
            at += sizeof *event + event->len;
        }
    }
    printf("%ld %ld %.1f\n", told, overflows, cpu_ms() - before);
    return 0;
}

static int start(char *program, char *argument, char *name)
{
    char *arguments[] = {program, argument, name, NULL};
    pid_t child;
    int error = posix_spawn(&child, program, NULL, NULL, arguments, environ);
    if (error != 0)
        errx(1, "cannot start %s: %s", program, strerror(error));
    return 1;
}

/* Reaps what has ended, and waits until fewer than so many are left: how many are. */
static int reap(int running, int fewer_than)
{
    while (running > 0) {
        pid_t ended = waitpid(-1, NULL, running < fewer_than ? WNOHANG : 0);
        if (ended == 0)
            break;
        if (ended < 0)
            err(1, "cannot wait");
        running--;
    }
    return running;
}

static void run(const char *directory, int most, char *program, char *argument)
{
    int running = 0;
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, NULL);
    struct pollfd waiting[] = {{.events = POLLIN}, {.events = POLLIN}};

    asked = IN_CLOSE_WRITE;
    listen_to(directory, 0);
    waiting[0].fd = queue;
    waiting[1].fd = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
    for (;;) {
        if (poll(waiting, 2, -1) < 0)
            err(1, "cannot poll");
        if (waiting[1].revents != 0) {
            struct signalfd_siginfo told;
            while (read(waiting[1].fd, &told, sizeof told) > 0)
                ;
            running = reap(running, most + 1);
        }
        if (waiting[0].revents == 0)
            continue;
        char *end;
        for (char *at = next_events(&end); at < end;) {
            struct inotify_event *event = (struct inotify_event *)at;
            if (event->mask & IN_Q_OVERFLOW)
                errx(1, "the kernel's queue was full");
            if (event->mask & IN_CLOSE_WRITE) {
                running = reap(running, most);
                running += start(program, argument, event->name);
            }
            at += sizeof *event + event->len;
        }
    }
}

static long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void drip(long count, long rate, long first)
{
    char name[64];
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (long i = first; i < first + count; i++) {
        sprintf(name, "file-%ld", i);
        int file = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (file < 0 || write(file, name, strlen(name)) < 0)
            err(1, "cannot make %s", name);
        long closed = now_ns();
        close(file);
        printf("%s %ld\n", name, closed);
        next.tv_nsec += 1000000000L / rate;
        if (next.tv_nsec >= 1000000000L) {
            next.tv_sec++;
            next.tv_nsec -= 1000000000L;
        }
        if (i + 1 < first + count)
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
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
    if (count == 2 && strcmp(words[1], "clock") == 0)
        return printf("%ld\n", now_ns()) < 0;
    if (count == 3 && strcmp(words[1], "watch") == 0)
        watch(words[2]);
    if (count == 5 && strcmp(words[1], "gather") == 0)
        return gather(words[2], atol(words[3]), words[4]);
    if (count == 6 && strcmp(words[1], "run") == 0)
        run(words[2], atoi(words[3]), words[4], words[5]);
    if (count == 6 && strcmp(words[1], "drip") == 0 && chdir(words[2]) == 0)
        return drip(atol(words[3]), atol(words[4]), atol(words[5])), 0;
    if (count == 4 && chdir(words[2]) == 0) {
        if (strcmp(words[1], "tree") == 0)
            return grow(atol(words[3])), 0;
        if (strcmp(words[1], "burst") == 0)
            return burst(atol(words[3])), 0;
    }
    errx(2, "the usage is at the top of reference.c");
}
