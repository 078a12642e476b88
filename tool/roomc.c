// SPDX-License-Identifier: Apache-2.0
// roomc FILE... > rooms.c
// Reads the includes of every source file and writes the list of rooms, lowest first.
//
// A room exists when rooms/NAME/room.c does; nothing else is registered. What may lean on what is
// read off the code and refused when it points the wrong way:
//   base      includes base only
//   law, person, placement  (the pure libraries) include base and themselves
//   platform  includes base and platform
//   rooms     include all of these, themselves, and the one public header rooms/X/X.h of another
//             room; a circle between rooms is refused
// Tests (*_test.c) may look anywhere.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOMS = 64, NAME = 48 };

static struct room {
    char name[NAME];
    bool leans[ROOMS]; // on the room of that number
    bool declared;     // has a room.c
    int seen;          // 1 being placed, 2 placed
} rooms[ROOMS];
static int room_count, faults, order[ROOMS], ordered;

static int room_number(const char *name, size_t n)
{
    for (int i = 0; i < room_count; i++)
        if (strlen(rooms[i].name) == n && memcmp(rooms[i].name, name, n) == 0)
            return i;
    if (room_count == ROOMS || n >= NAME) {
        fprintf(stderr, "roomc: more than %d rooms, or a name over %d letters\n", ROOMS, NAME);
        exit(1);
    }
    memcpy(rooms[room_count].name, name, n);
    return room_count++;
}

static bool under(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && path[n] == '/';
}

// "rooms/place/place.h" -> place; -1 when the path is not in a room.
static int room_of(const char *path)
{
    if (!under(path, "rooms"))
        return -1;
    const char *name = path + 6, *end = strchr(name, '/');
    return end ? room_number(name, (size_t)(end - name)) : -1;
}

static bool public_header(const char *path, int room)
{
    char want[2 * NAME + 16];
    snprintf(want, sizeof want, "rooms/%s/%s.h", rooms[room].name, rooms[room].name);
    return strcmp(path, want) == 0;
}

static bool allowed(const char *from, const char *to)
{
    static const struct {
        const char *from, *to[4];
    } rules[] = {
        { "base", { "base" } },
        { "law", { "base", "law" } },
        { "person", { "base", "person" } },
        { "placement", { "base", "placement" } },
        { "platform", { "base", "platform" } },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!under(from, rules[i].from))
            continue;
        for (const char *const *t = rules[i].to; *t; t++)
            if (under(to, *t))
                return true;
        return false;
    }
    return true;
}

static void look(const char *file, int line, const char *include)
{
    static const char *const ours[] = { "base", "law", "person", "placement", "platform", "rooms", "app" };
    bool known = false;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        known |= under(include, ours[i]);
    if (!known)
        return; // made by the build, or a system header in quotes
    if (!allowed(file, include)) {
        fprintf(stderr, "%s:%d: %s must not include %s: dependencies point downwards\n", file,
                line, file, include);
        faults++;
    }
    int from = room_of(file), to = room_of(include);
    if (from < 0 || to < 0 || from == to)
        return;
    if (!public_header(include, to)) {
        fprintf(stderr, "%s:%d: include rooms/%s/%s.h, the one public header of that room\n",
                file, line, rooms[to].name, rooms[to].name);
        faults++;
    }
    rooms[from].leans[to] = true;
}

static void read_file(const char *path)
{
    char line[1024];
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        exit(1);
    }
    for (int n = 1; fgets(line, sizeof line, f); n++) {
        char to[512];
        if (sscanf(line, " # include \"%511[^\"]\"", to) == 1)
            look(path, n, to);
    }
    fclose(f);
}

static void place(int i)
{
    if (rooms[i].seen == 2)
        return;
    if (rooms[i].seen == 1) {
        fprintf(stderr, "roomc: the room %s leans on itself in a circle\n", rooms[i].name);
        exit(1);
    }
    rooms[i].seen = 1;
    for (int j = 0; j < room_count; j++)
        if (rooms[i].leans[j])
            place(j);
    rooms[i].seen = 2;
    if (rooms[i].declared)
        order[ordered++] = i;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int main(int argc, char **argv)
{
    qsort(argv + 1, (size_t)(argc - 1), sizeof *argv, by_name);
    for (int i = 1; i < argc; i++) {
        int room = room_of(argv[i]);
        if (room >= 0 && strcmp(strrchr(argv[i], '/'), "/room.c") == 0)
            rooms[room].declared = true;
        size_t n = strlen(argv[i]);
        if (n < 7 || strcmp(argv[i] + n - 7, "_test.c") != 0)
            read_file(argv[i]);
    }
    for (int i = 0; i < room_count; i++)
        place(i);
    if (faults)
        return 1;
    puts("// Made by tool/roomc; do not edit.\n#include \"platform/room.h\"\n");
    for (int i = 0; i < ordered; i++)
        printf("extern const struct room %s_room;\n", rooms[order[i]].name);
    puts("\nconst struct room *const rooms_all[] = {");
    for (int i = 0; i < ordered; i++)
        printf("    &%s_room,\n", rooms[order[i]].name);
    puts("    NULL,\n};");
    return ferror(stdout) != 0;
}
