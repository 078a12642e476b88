// SPDX-License-Identifier: Apache-2.0
// embedc FILE... > embed.c
// Writes C that places each file in the binary by the assembler's .incbin (a C array of the
// same bytes takes the compiler twenty seconds and half a gigabyte), and a table of them sorted
// by path. A leading build/gen/ is left out of the path.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *name(const char *path)
{
    static const char gen[] = "build/gen/";
    return strncmp(path, gen, sizeof gen - 1) ? path : path + sizeof gen - 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(name(*(const char *const *)a), name(*(const char *const *)b));
}

int main(int argc, char **argv)
{
    int n = argc - 1;
    qsort(argv + 1, (size_t)n, sizeof *argv, by_name);
    puts("// Made by tool/embedc; do not edit.\n#include <stddef.h>\n__asm__(\".section .rodata\\n\"");
    for (int i = 1; i <= n; i++)
        printf("\".balign 16\\nembed_%d: .incbin \\\"%s\\\"\\nembed_%d_end: .byte 0\\n\"\n", i,
               argv[i], i);
    puts("\".text\\n\");");
    for (int i = 1; i <= n; i++)
        printf("extern const char embed_%d[], embed_%d_end[];\n", i, i);
    puts("extern const struct embedded_file { const char *path, *from, *to; } embedded_files[];\n"
         "extern const size_t embedded_count;\n"
         "const struct embedded_file embedded_files[] = {");
    for (int i = 1; i <= n; i++)
        printf("    { \"%s\", embed_%d, embed_%d_end },\n", name(argv[i]), i, i);
    printf("    { NULL, NULL, NULL },\n};\nconst size_t embedded_count = %d;\n", n);
    return ferror(stdout) != 0;
}
