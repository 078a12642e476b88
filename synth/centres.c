// SPDX-License-Identifier: Apache-2.0
// Invented reception centres: who lives where until settled, and how many places each needs.
#include <stdlib.h>

#include "synth/people.h"

enum { ARRIVAL = 0, EM_FIRST = 3, EM_LAST = 8, CARE_FIRST = 9, CARE_LAST = 11, INTEGRATION_FIRST = 12,
       ORDINARY_LAST = 46, EMERGENCY_LAST = 56 };

static const struct {
    const char *kind;
    int last; // number of the last centre of this kind
} kinds[] = { { "ARRIVAL", 0 },     { "TRANSIT", 2 },      { "ORDINARY_EM", EM_LAST },
              { "CARE_CENTRE", CARE_LAST }, { "INTEGRATION", 16 }, { "ORDINARY", ORDINARY_LAST },
              { "EMERGENCY", EMERGENCY_LAST } };

static const char *const names[] = { // invented
    "Lyngås", "Bjørkelund", "Fjellheim", "Solbakken", "Elvebredden", "Nordlys", "Granlia", "Havblikk",
    "Furumo", "Kløvereng", "Rognlia", "Strandheim", "Lerkevang", "Bergtun", "Myrvang", "Øyheim",
    "Storlia", "Ospelund", "Sjøbris", "Tunet" };
static const char *const towns[] = { // numbers of 2024
    "3112", "3905", "1103", "4601", "5001", "1804", "5501", "1508", "3403", "4204", "3301", "4003",
    "1106", "1506", "5006", "1833", "5601", "4651", "4612", "3411" };
enum { NAMES = sizeof names / sizeof *names, TOWNS = sizeof towns / sizeof *towns };

str synth_centre_code(struct arena *a, int centre)
{
    return strf(a, "M%02d", centre + 1);
}

static int choose(struct synth *s, const struct home *h)
{
    int year = day_ymd((day){ h->applied }).year;
    int minor = s->humans.p[h->first].minor;
    if (minor)
        return minor == 1 ? synth_between(s, CARE_FIRST, CARE_LAST) : synth_between(s, EM_FIRST, EM_LAST);
    bool crowded = year == 2015 || year == 2022 || year == 2023;
    return synth_between(s, INTEGRATION_FIRST, crowded ? EMERGENCY_LAST : ORDINARY_LAST);
}

int synth_stays(const struct synth *s, const struct home *h, struct stay stay[2])
{
    int32_t end = h->settled < h->left ? h->settled : h->left;
    int32_t onward = h->applied + 3 + (h->family + h->applied) % 17;
    if (h->scheme == RESETTLEMENT || h->scheme == FAMILY || h->channel == CHANNEL_PRIVATE)
        return 0;
    end = end > s->ask.to.d ? NEVER : end;
    stay[0] = (struct stay){ h->applied, end < onward ? end : onward, ARRIVAL };
    stay[1] = (struct stay){ onward, end, h->centre };
    if (stay[0].to > s->ask.to.d)
        stay[0].to = NEVER;
    return end <= onward || onward > s->ask.to.d ? 1 : 2;
}

static int most_at_once(const int *change, int days)
{
    int now = 0, most = 0;
    for (int i = 0; i < days; i++) {
        now += change[i];
        most = now > most ? now : most;
    }
    return most;
}

void synth_house(struct synth *s)
{
    int first = s->ask.from.d - 400, days = s->ask.to.d - first + 2;
    int *change = NEW_ARRAY(s->a, (size_t)days * CENTRES, int);
    for (size_t i = 0; i < s->homes.n; i++) {
        struct home *h = &s->homes.p[i];
        struct stay stay[2];
        h->centre = (int16_t)choose(s, h);
        int all = 0, n = synth_stays(s, h, stay);
        for (int k = h->first; k >= 0; k = s->humans.p[k].next)
            all += s->humans.p[k].scheme != FAMILY;
        for (int k = 0; k < n; k++) {
            change[stay[k].centre * days + stay[k].from - first] += all;
            if (stay[k].to != NEVER)
                change[stay[k].centre * days + stay[k].to - first] -= all;
        }
    }
    for (int c = 0, kind = 0; c <= EMERGENCY_LAST; c++) {
        kind += c > kinds[kind].last;
        s->centres[c].kind = kinds[kind].kind;
        s->centres[c].most = most_at_once(change + (size_t)c * (size_t)days, days);
        memcpy(s->centres[c].municipality, towns[c % TOWNS], 4);
    }
}

void synth_centres_csv(const struct synth *s, struct out *o)
{
    OUT(o, "code,name,kind,municipality,capacity\n");
    for (int c = 0; c <= EMERGENCY_LAST; c++) { // five in six places used when most were there
        int capacity = (s->centres[c].most * 6 / 5 / 10 + 1) * 10;
        out_f(o, "M%02d,%s %s,%s,%s,%d\n", c + 1, names[c % NAMES],
              c / NAMES == 0 ? "mottak" : c / NAMES == 1 ? "asylmottak" : "akuttmottak",
              s->centres[c].kind, s->centres[c].municipality, capacity);
    }
}
