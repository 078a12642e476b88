// SPDX-License-Identifier: Apache-2.0
// The one binary: finds the command by its name and hands over.
#include "app/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct command *const __start_commands[], *const __stop_commands[];

static size_t command_count(void)
{
    return (size_t)(__stop_commands - __start_commands);
}

// Words of argv that the command's name takes up, or 0 when it is not this command.
static int words_matched(const struct command *c, int argc, char **argv)
{
    char name[64], *rest = name;
    int words = 0;
    snprintf(name, sizeof name, "%s", c->name);
    for (char *word; (word = strsep(&rest, " ")); words++)
        if (words >= argc || strcmp(argv[words], word) != 0)
            return 0;
    return words;
}

static const struct command *find(int argc, char **argv, int *words)
{
    const struct command *best = NULL;
    *words = 0;
    for (size_t i = 0; i < command_count(); i++) {
        int n = words_matched(__start_commands[i], argc, argv);
        if (n > *words) {
            *words = n;
            best = __start_commands[i];
        }
    }
    return best;
}

static int by_name(const void *a, const void *b)
{
    const struct command *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static const struct command **sorted(void)
{
    size_t n = command_count();
    const struct command **list = calloc(n + 1, sizeof *list);
    if (!list)
        abort();
    memcpy(list, __start_commands, n * sizeof *list);
    qsort(list, n, sizeof *list, by_name);
    return list;
}

static int print_list(void)
{
    const struct command **list = sorted();
    puts("fotfeste: from arrival to a place in society\n\nUse: fotfeste COMMAND [OPTIONS]\n");
    for (const struct command **c = list; *c; c++)
        printf("  %-28s %s\n", (*c)->name, (*c)->line);
    puts("\n\"fotfeste help COMMAND\" tells the whole of one.");
    free(list);
    return EXIT_FINE;
}

static int unknown(int argc, char **argv)
{
    const struct command **list = sorted();
    const char **names = calloc(command_count() + 1, sizeof *names);
    if (!names)
        abort();
    for (size_t i = 0; list[i]; i++)
        names[i] = list[i]->name;
    char words[128];
    snprintf(words, sizeof words, "%s%s%s", argv[0], argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
    const char *near = nearest_word(words, names);
    if (!near)
        near = nearest_word(argv[0], names);
    fprintf(stderr, "fotfeste: there is no command \"%s\"", argv[0]);
    if (near)
        fprintf(stderr, "; did you mean \"%s\"?", near);
    fputs("\n\"fotfeste help\" lists them all.\n", stderr);
    free(names);
    free(list);
    return EXIT_BAD_USE;
}

static int help(int argc, char **argv)
{
    int words;
    if (argc < 2)
        return print_list();
    const struct command *c = find(argc - 1, argv + 1, &words);
    if (!c)
        return unknown(argc - 1, argv + 1);
    printf("%s\n", c->help);
    return EXIT_FINE;
}

COMMAND(help, "help", "lists the commands, or tells the whole of one",
        "fotfeste help [COMMAND]\n\nLists the commands, or tells all about one of them.", help);

int main(int argc, char **argv)
{
    int words;
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_list();
    const struct command *c = find(argc - 1, argv + 1, &words);
    if (!c)
        return unknown(argc - 1, argv + 1);
    for (int i = words + 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0) {
            printf("%s\n", c->help);
            return EXIT_FINE;
        }
    return c->run(argc - words, argv + words);
}
