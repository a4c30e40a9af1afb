/*
 * stamp FILE NAME: adds "NAME NANOSECONDS" to FILE, the time by CLOCK_MONOTONIC in the process's first instructions.
 *
 * What the bench has run for each event: no library is loaded or initialised before the clock is read, so what is
 * measured is the way there.
 *
 *   cc -O2 -static -nostdlib -fno-stack-protector -fno-pie -no-pie -o stamp stamp.c
 */
#include <fcntl.h>
#include <sys/syscall.h>
#include <time.h>

#if defined __x86_64__
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin\n");

static long call(long number, long a, long b, long c, long d)
{
    long answer;
    register long fourth __asm__("r10") = d;
    __asm__ volatile("syscall"
                     : "=a"(answer)
                     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                     : "rcx", "r11", "memory");
    return answer;
}
#elif defined __aarch64__
__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tb begin\n");

static long call(long number, long a, long b, long c, long d)
{
    register long eighth __asm__("x8") = number;
    register long first __asm__("x0") = a;
    register long second __asm__("x1") = b;
    register long third __asm__("x2") = c;
    register long fourth __asm__("x3") = d;
    __asm__ volatile("svc 0"
                     : "+r"(first)
                     : "r"(eighth), "r"(second), "r"(third), "r"(fourth)
                     : "memory");
    return first;
}
#else
#error "stamp.c knows how to begin on x86_64 and aarch64 only"
#endif

/* The stack of a new process: how many arguments there are, then they. */
void begin(char **stack)
{
    struct timespec now;
    char line[512];
    int length = 0;
    char digits[24];
    int count = 0;

    call(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0);
    if ((long)stack[0] != 3)
        call(SYS_exit_group, 2, 0, 0, 0);
    for (const char *name = stack[3]; *name != '\0' && length < 400; name++)
        line[length++] = *name;
    line[length++] = ' ';
    for (long left = now.tv_sec * 1000000000L + now.tv_nsec; left > 0; left /= 10)
        digits[count++] = (char)('0' + left % 10);
    while (count > 0)
        line[length++] = digits[--count];
    line[length++] = '\n';
    long file = call(SYS_openat, AT_FDCWD, (long)stack[2], O_WRONLY | O_APPEND | O_CREAT, 0666);
    long written = file < 0 ? -1 : call(SYS_write, file, (long)line, length, 0);
    call(SYS_exit_group, written == length ? 0 : 1, 0, 0, 0);
}
